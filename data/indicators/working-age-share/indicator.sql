-- Inhabitants of working age.
-- Numerator: inhabitants aged 15 to 64. Denominator: inhabitants.
-- Unit: per 100 inhabitants. Source: istat-population-structure.
SELECT
  comune,
  period,
  aged_15_64 AS numerator,
  aged_0_14 + aged_15_64 + aged_65_over AS denominator
FROM population_structure
ORDER BY comune, period
