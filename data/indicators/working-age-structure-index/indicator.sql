-- Structure of the population of working age, by sex.
-- Numerator: inhabitants aged 40 to 64. Denominator: inhabitants aged 15 to 39. Unit: per 100.
-- Source: istat-population-age, 2022 and 2023. The total of sexes is added up by the engine.
WITH by_sex AS (
  SELECT comune, period, ageband, 'M' AS sex, males AS residents FROM population_age
  UNION ALL
  SELECT comune, period, ageband, 'F' AS sex, females AS residents FROM population_age
)
SELECT
  comune,
  period,
  sex,
  SUM(CASE WHEN ageband IN (
      'Y40T44', 'Y45T49', 'Y50T54', 'Y55T59', 'Y60T64'
    ) THEN residents ELSE 0 END) AS numerator,
  SUM(CASE WHEN ageband IN (
      'Y15T19', 'Y20T24', 'Y25T29', 'Y30T34', 'Y35T39'
    ) THEN residents ELSE 0 END) AS denominator
FROM by_sex
GROUP BY comune, period, sex
ORDER BY comune, period, sex
