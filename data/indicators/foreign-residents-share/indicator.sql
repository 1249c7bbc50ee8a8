-- Foreign residents per 100 residents, by sex and age.
-- Numerator: residents of foreign citizenship. Denominator: residents, municipalities added up by province.
-- Sources: istat-foreigners, istat-population-age, 2022. Totals are added up by the engine.
WITH residents AS (
  SELECT
    territory_member.territory,
    population_age.period,
    population_age.ageband,
    SUM(population_age.males) AS males,
    SUM(population_age.females) AS females
  FROM population_age
  JOIN territory_member ON territory_member.comune = population_age.comune AND territory_member.level = 'province'
  GROUP BY territory_member.territory, population_age.period, population_age.ageband
),
by_sex AS (
  SELECT f.territory, f.period, f.ageband, 'M' AS sex, f.males AS numerator, r.males AS denominator
  FROM foreigners_age AS f
  JOIN residents AS r ON r.territory = f.territory AND r.period = f.period AND r.ageband = f.ageband
  UNION ALL
  SELECT f.territory, f.period, f.ageband, 'F' AS sex, f.females AS numerator, r.females AS denominator
  FROM foreigners_age AS f
  JOIN residents AS r ON r.territory = f.territory AND r.period = f.period AND r.ageband = f.ageband
)
SELECT territory, period, sex, ageband, numerator, denominator
FROM by_sex
ORDER BY territory, period, sex, ageband
