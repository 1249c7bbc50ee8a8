-- Women per 100 inhabitants.
-- Numerator: women. Denominator: inhabitants.
-- Unit: per 100 inhabitants. Source: istat-population-structure.
SELECT
  comune,
  period,
  females AS numerator,
  females + males AS denominator
FROM population_structure
ORDER BY comune, period
