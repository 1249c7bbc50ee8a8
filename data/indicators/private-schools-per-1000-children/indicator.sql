-- Schools of equal standing up to lower secondary per 1,000 residents under 15, by province.
-- Numerator: nursery, primary and lower secondary schools of equal standing, 2023/24. Denominator: residents under 15,
-- 1 January 2023. Unit: schools per 1,000. Source: mim-private-schools, istat-population-age.
WITH schools AS (
  SELECT territory_member.territory, SUM(private_schools.schools) AS schools
  FROM private_schools
  JOIN territory_member ON territory_member.comune = private_schools.comune AND territory_member.level = 'province'
  WHERE private_schools.period = '2023-09-01' AND private_schools.schooltype IN ('nursery', 'primary', 'lower_secondary')
  GROUP BY territory_member.territory
),
children AS (
  SELECT territory_member.territory, SUM(population_age.males + population_age.females) AS children
  FROM population_age
  JOIN territory_member ON territory_member.comune = population_age.comune AND territory_member.level = 'province'
  WHERE population_age.period = '2023' AND population_age.ageband IN ('Y0T4', 'Y5T9', 'Y10T14')
  GROUP BY territory_member.territory
)
SELECT
  children.territory,
  '2023' AS period,
  COALESCE(schools.schools, 0) AS numerator,
  children.children AS denominator
FROM children
LEFT JOIN schools ON schools.territory = children.territory
ORDER BY children.territory
