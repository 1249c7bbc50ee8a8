-- Foreign residents by sex and age.
-- Numerator: residents of foreign citizenship. Source: istat-foreigners, 2022. Totals are added up by the engine.
WITH by_sex AS (
  SELECT territory, period, ageband, 'M' AS sex, males AS foreigners FROM foreigners_age
  UNION ALL
  SELECT territory, period, ageband, 'F' AS sex, females AS foreigners FROM foreigners_age
)
SELECT territory, period, sex, ageband, foreigners AS numerator
FROM by_sex
WHERE ageband <> '_T'
ORDER BY territory, period, sex, ageband
