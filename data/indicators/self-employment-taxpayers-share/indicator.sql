-- Taxpayers with self-employment income.
-- Numerator: taxpayers with self-employment income. Denominator: taxpayers.
-- Unit: per 100 taxpayers. Source: mef-irpef.
SELECT
  comune,
  period,
  self_employment_taxpayers AS numerator,
  taxpayers AS denominator,
  self_employment_taxpayers_status AS obs_status
FROM mef_income
ORDER BY comune, period
