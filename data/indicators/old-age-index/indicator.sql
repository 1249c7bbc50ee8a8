-- Old-age index.
-- Numerator: inhabitants aged 65 and over. Denominator: inhabitants under 15.
-- Unit: inhabitants aged 65 and over per 100 under 15. Source: istat-population-structure.
SELECT
  comune,
  period,
  aged_65_over AS numerator,
  aged_0_14 AS denominator
FROM population_structure
ORDER BY comune, period
