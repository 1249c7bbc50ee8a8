-- Persons employed per local unit.
-- Numerator: persons employed. Denominator: local units.
-- Unit: persons employed per local unit. Source: istat-frame.
SELECT
  comune,
  period,
  persons_employed AS numerator,
  local_units AS denominator,
  persons_employed_status AS obs_status
FROM frame
ORDER BY comune, period
