-- Population density.
-- Numerator: inhabitants. Denominator: square kilometres.
-- Unit: inhabitants per square kilometre. Source: istat-population-structure, istat-area.
SELECT
  structure.comune,
  structure.period,
  structure.females + structure.males AS numerator,
  comune.area_km2 AS denominator
FROM population_structure AS structure
JOIN comune ON comune.comune = structure.comune
ORDER BY structure.comune, structure.period
