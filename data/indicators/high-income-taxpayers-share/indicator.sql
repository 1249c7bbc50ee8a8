-- Taxpayers with income above 75,000 euro.
-- Numerator: taxpayers with total income above 75,000 euro. Denominator: taxpayers.
-- Unit: per 100 taxpayers. Source: mef-irpef.
SELECT
  comune,
  period,
  income_75000_120000_taxpayers + income_over_120000_taxpayers AS numerator,
  taxpayers AS denominator,
  CASE WHEN income_75000_120000_taxpayers_status <> 'A' THEN income_75000_120000_taxpayers_status ELSE income_over_120000_taxpayers_status END AS obs_status
FROM mef_income
ORDER BY comune, period
