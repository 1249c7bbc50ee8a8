-- Inhabitants of working age.
-- Numerator: inhabitants aged 15 to 64. Denominator: inhabitants.
-- Unit: per 100 inhabitants. Sources: istat-population-structure, istat-population-age.
SELECT
  comune,
  period,
  aged_15_64 AS numerator,
  aged_0_14 + aged_15_64 + aged_65_over AS denominator
FROM population_structure
UNION ALL
SELECT
  comune,
  period,
  SUM(males + females) - SUM(CASE WHEN ageband IN ('Y0T4', 'Y5T9', 'Y10T14') THEN males + females ELSE 0 END)
  - SUM(
    CASE WHEN ageband IN ('Y65T69', 'Y70T74', 'Y75T79', 'Y80T84', 'Y85T89', 'Y_GE90') THEN males + females ELSE 0 END
  ) AS numerator,
  SUM(males + females) AS denominator
FROM population_age
GROUP BY comune, period
ORDER BY comune, period
