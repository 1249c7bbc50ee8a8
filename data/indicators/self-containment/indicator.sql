-- Workers who work in the municipality they live in.
-- Numerator: workers who live and work in the municipality. Denominator: resident workers.
-- Unit: per 100 resident workers. Source: istat-commuting.
SELECT
  comune,
  period,
  within_workers AS numerator,
  resident_workers AS denominator
FROM commuting
ORDER BY comune, period
