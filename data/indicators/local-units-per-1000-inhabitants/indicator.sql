-- Local units per 1,000 inhabitants.
-- Numerator: local units. Denominator: inhabitants.
-- Unit: local units per 1,000 inhabitants. Source: istat-frame, istat-population-structure.
SELECT
  frame.comune,
  frame.period,
  frame.local_units AS numerator,
  structure.females + structure.males AS denominator,
  frame.local_units_status AS obs_status
FROM frame
JOIN population_structure AS structure ON structure.comune = frame.comune
ORDER BY frame.comune, frame.period
