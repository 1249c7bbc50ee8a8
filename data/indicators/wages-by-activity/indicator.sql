-- Gross wages per employee.
-- Numerator: euro of gross wages. Denominator: employees. Source: istat-frame-sections, 2023.
SELECT
  territory,
  period,
  section,
  wages_thousand_euro * 1000 AS numerator,
  employees AS denominator
FROM frame_sections
ORDER BY territory, period, section
