-- Old-age index.
-- Numerator: inhabitants aged 65 and over. Denominator: inhabitants under 15.
-- Unit: inhabitants aged 65 and over per 100 under 15. Sources: istat-population-structure, istat-population-age.
SELECT
  comune,
  period,
  aged_65_over AS numerator,
  aged_0_14 AS denominator
FROM population_structure
UNION ALL
SELECT
  comune,
  period,
  SUM(
    CASE WHEN ageband IN ('Y65T69', 'Y70T74', 'Y75T79', 'Y80T84', 'Y85T89', 'Y_GE90') THEN males + females ELSE 0 END
  ) AS numerator,
  SUM(CASE WHEN ageband IN ('Y0T4', 'Y5T9', 'Y10T14') THEN males + females ELSE 0 END) AS denominator
FROM population_age
GROUP BY comune, period
ORDER BY comune, period
