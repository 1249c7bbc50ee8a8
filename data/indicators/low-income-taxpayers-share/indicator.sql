-- Taxpayers with income up to 15,000 euro.
-- Numerator: taxpayers with total income up to 15,000 euro. Denominator: taxpayers.
-- Unit: per 100 taxpayers. Source: mef-irpef.
SELECT
  comune,
  period,
  income_0_10000_taxpayers + income_10000_15000_taxpayers AS numerator,
  taxpayers AS denominator,
  CASE WHEN income_0_10000_taxpayers_status <> 'A' THEN income_0_10000_taxpayers_status ELSE income_10000_15000_taxpayers_status END AS obs_status
FROM mef_income
ORDER BY comune, period
