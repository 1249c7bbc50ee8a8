-- Children under 5 per 100 women aged 15 to 49.
-- Numerator: inhabitants under 5. Denominator: women aged 15 to 49. Unit: per 100.
-- Source: istat-population-age, 2022 and 2023.
SELECT
  comune,
  period,
  SUM(CASE WHEN ageband = 'Y0T4' THEN males + females ELSE 0 END) AS numerator,
  SUM(CASE WHEN ageband IN (
      'Y15T19', 'Y20T24', 'Y25T29', 'Y30T34', 'Y35T39', 'Y40T44', 'Y45T49'
    ) THEN females ELSE 0 END) AS denominator
FROM population_age
GROUP BY comune, period
ORDER BY comune, period
