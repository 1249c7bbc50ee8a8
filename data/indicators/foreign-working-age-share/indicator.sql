-- Foreign residents aged 15 to 64 per 100 foreign residents, by sex.
-- Numerator: foreign residents aged 15 to 64. Denominator: foreign residents.
-- Source: istat-foreigners, 2022. The total of sexes is added up by the engine.
WITH by_sex AS (
  SELECT territory, period, ageband, 'M' AS sex, males AS foreigners FROM foreigners_age
  UNION ALL
  SELECT territory, period, ageband, 'F' AS sex, females AS foreigners FROM foreigners_age
)
SELECT
  territory,
  period,
  sex,
  SUM(
    CASE WHEN ageband IN (
      'Y15T19', 'Y20T24', 'Y25T29', 'Y30T34', 'Y35T39', 'Y40T44', 'Y45T49', 'Y50T54', 'Y55T59',
      'Y60T64'
    ) THEN foreigners ELSE 0 END
  ) AS numerator,
  SUM(foreigners) AS denominator
FROM by_sex
WHERE ageband <> '_T'
GROUP BY territory, period, sex
ORDER BY territory, period, sex
