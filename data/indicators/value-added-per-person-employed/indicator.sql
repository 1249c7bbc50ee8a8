-- Value added per person employed.
-- Numerator: euro of value added. Denominator: persons employed.
-- Unit: euro per person employed. Source: istat-frame.
SELECT
  comune,
  period,
  value_added_thousand_euro * 1000 AS numerator,
  persons_employed AS denominator,
  value_added_thousand_euro_status AS obs_status
FROM frame
ORDER BY comune, period
