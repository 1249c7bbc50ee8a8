-- Commuting balance.
-- Numerator: commuters in minus commuters out. Denominator: resident workers.
-- Unit: per 100 resident workers. Source: istat-commuting.
SELECT
  comune,
  period,
  incoming_workers - outgoing_workers AS numerator,
  resident_workers AS denominator
FROM commuting
ORDER BY comune, period
