-- State upper secondary schools per 1,000 residents aged 15 to 19, by province.
-- Numerator: state upper secondary schools, 2025/26. Denominator: residents aged 15 to 19, 1 January 2023.
-- Unit: schools per 1,000. Source: mim-state-schools, istat-population-age.
WITH schools AS (
  SELECT territory_member.territory, SUM(state_schools.schools) AS schools
  FROM state_schools
  JOIN territory_member ON territory_member.comune = state_schools.comune AND territory_member.level = 'province'
  WHERE state_schools.period = '2025-09-01' AND state_schools.schooltype = 'upper_secondary'
  GROUP BY territory_member.territory
),
teenagers AS (
  SELECT territory_member.territory, SUM(population_age.males + population_age.females) AS teenagers
  FROM population_age
  JOIN territory_member ON territory_member.comune = population_age.comune AND territory_member.level = 'province'
  WHERE population_age.period = '2023' AND population_age.ageband = 'Y15T19'
  GROUP BY territory_member.territory
)
SELECT
  teenagers.territory,
  '2025' AS period,
  COALESCE(schools.schools, 0) AS numerator,
  teenagers.teenagers AS denominator
FROM teenagers
LEFT JOIN schools ON schools.territory = teenagers.territory
ORDER BY teenagers.territory
