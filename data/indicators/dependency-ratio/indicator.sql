-- Dependency ratio.
-- Numerator: inhabitants under 15 or aged 65 and over. Denominator: inhabitants aged 15 to 64.
-- Unit: per 100 inhabitants aged 15 to 64. Source: istat-population-structure.
SELECT
  comune,
  period,
  aged_0_14 + aged_65_over AS numerator,
  aged_15_64 AS denominator
FROM population_structure
ORDER BY comune, period
