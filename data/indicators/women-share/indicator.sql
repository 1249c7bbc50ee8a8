-- Women per 100 inhabitants.
-- Numerator: women. Denominator: inhabitants.
-- Unit: per 100 inhabitants. Sources: istat-population-structure, istat-population-age.
SELECT
  comune,
  period,
  females AS numerator,
  females + males AS denominator
FROM population_structure
UNION ALL
SELECT
  comune,
  period,
  SUM(females) AS numerator,
  SUM(males + females) AS denominator
FROM population_age
GROUP BY comune, period
ORDER BY comune, period
