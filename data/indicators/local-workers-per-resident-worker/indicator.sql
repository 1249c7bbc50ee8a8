-- Local workers per resident worker.
-- Numerator: people who work in the municipality (Istat, commuting matrix 2021).
-- Denominator: residents who work at a known place in Italy. Unit: ratio. Source: istat-commuting.
-- Breaks in series: none; one year only.
SELECT
  comune,
  period,
  local_workers AS numerator,
  resident_workers AS denominator
FROM commuting
ORDER BY comune, period
