-- Employees per 100 persons employed.
-- Numerator: employees. Denominator: persons employed.
-- Unit: per 100 persons employed. Source: istat-frame.
SELECT
  comune,
  period,
  employees AS numerator,
  persons_employed AS denominator,
  employees_status AS obs_status
FROM frame
ORDER BY comune, period
