-- Residents by class of age and sex, in the latest year.
-- Numerator: residents. Denominator: none. Unit: persons. Source: istat-population-age.
WITH latest AS (
  SELECT * FROM population_age WHERE period = (SELECT MAX(period) FROM population_age)
)
SELECT comune, period, ageband, 'M' AS sex, males AS numerator FROM latest
UNION ALL
SELECT comune, period, ageband, 'F' AS sex, females AS numerator FROM latest
ORDER BY comune, period, ageband, sex
