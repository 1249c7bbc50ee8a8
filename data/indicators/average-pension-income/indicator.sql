-- Average income from pensions.
-- Numerator: euro of pension income. Denominator: taxpayers with pension income.
-- Unit: euro per taxpayer. Source: mef-irpef.
SELECT
  comune,
  period,
  pension_income_euro AS numerator,
  pension_taxpayers AS denominator,
  pension_income_euro_status AS obs_status
FROM mef_income
WHERE period = '2021'
ORDER BY comune, period
