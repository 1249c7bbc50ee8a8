-- Women per 100 foreign residents, by age.
-- Numerator: foreign women. Denominator: foreign residents. Source: istat-foreigners, 2022.
SELECT territory, period, ageband, females AS numerator, females + males AS denominator
FROM foreigners_age
WHERE ageband <> '_T'
ORDER BY territory, period, ageband
