-- Workers who come from another municipality.
-- Numerator: workers who live in another municipality. Denominator: workers in the municipality.
-- Unit: per 100 workers in the municipality. Source: istat-commuting.
SELECT
  comune,
  period,
  incoming_workers AS numerator,
  local_workers AS denominator
FROM commuting
ORDER BY comune, period
