-- Schools of equal standing by type and province, school year 2023/24.
-- Numerator: schools. Denominator: none. Unit: schools. Source: mim-private-schools.
-- A province without a school of a type has none.
WITH provinces AS (
  SELECT DISTINCT territory FROM territory_member WHERE level = 'province'
),
types AS (
  SELECT DISTINCT schooltype FROM private_schools WHERE period = '2023-09-01'
),
schools AS (
  SELECT territory_member.territory, private_schools.schooltype, SUM(private_schools.schools) AS schools
  FROM private_schools
  JOIN territory_member ON territory_member.comune = private_schools.comune AND territory_member.level = 'province'
  WHERE private_schools.period = '2023-09-01'
  GROUP BY territory_member.territory, private_schools.schooltype
)
SELECT
  provinces.territory,
  '2023' AS period,
  types.schooltype,
  COALESCE(schools.schools, 0) AS numerator
FROM provinces
CROSS JOIN types
LEFT JOIN schools ON schools.territory = provinces.territory AND schools.schooltype = types.schooltype
ORDER BY provinces.territory, types.schooltype
