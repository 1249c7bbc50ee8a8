-- Wages per employee.
-- Numerator: euro of gross wages. Denominator: employees.
-- Unit: euro per employee. Source: istat-frame.
SELECT
  comune,
  period,
  wages_thousand_euro * 1000 AS numerator,
  employees AS denominator,
  wages_thousand_euro_status AS obs_status
FROM frame
ORDER BY comune, period
