-- Taxpayers with income from a pension.
-- Numerator: taxpayers with pension income. Denominator: taxpayers.
-- Unit: per 100 taxpayers. Source: mef-irpef.
SELECT
  comune,
  period,
  pension_taxpayers AS numerator,
  taxpayers AS denominator,
  pension_taxpayers_status AS obs_status
FROM mef_income
ORDER BY comune, period
