-- Average taxable income.
-- Numerator: euro of taxable income. Denominator: taxpayers with taxable income.
-- Unit: euro per taxpayer. Sources: mef-irpef, mef-irpef-totals.
SELECT
  comune,
  period,
  taxable_income_euro AS numerator,
  taxable_income_taxpayers AS denominator,
  taxable_income_euro_status AS obs_status
FROM mef_income
UNION ALL
SELECT
  comune,
  period,
  taxable_income_euro AS numerator,
  taxable_income_taxpayers AS denominator,
  taxable_income_euro_status AS obs_status
FROM mef_totals
ORDER BY comune, period
