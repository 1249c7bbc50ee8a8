-- Inhabitants aged 65 and over, by sex.
-- Numerator: inhabitants aged 65 and over. Denominator: inhabitants. Unit: per 100 inhabitants.
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
      'Y65T69', 'Y70T74', 'Y75T79', 'Y80T84', 'Y85T89', 'Y_GE90'
    ) THEN residents ELSE 0 END) AS numerator,
  SUM(residents) AS denominator
FROM by_sex
GROUP BY comune, period, sex
ORDER BY comune, period, sex
