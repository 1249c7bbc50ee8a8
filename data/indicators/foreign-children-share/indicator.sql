-- Foreign residents under 15 per 100 foreign residents, by sex.
-- Numerator: foreign residents under 15. Denominator: foreign residents.
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
  SUM(CASE WHEN ageband IN ('Y0T4', 'Y5T9', 'Y10T14') THEN foreigners ELSE 0 END) AS numerator,
  SUM(foreigners) AS denominator
FROM by_sex
WHERE ageband <> '_T'
GROUP BY territory, period, sex
ORDER BY territory, period, sex
