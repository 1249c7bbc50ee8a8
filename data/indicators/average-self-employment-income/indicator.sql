-- Average self-employment income.
-- Numerator: euro of self-employment income. Denominator: taxpayers with self-employment income.
-- Unit: euro per taxpayer. Source: mef-irpef.
SELECT
  comune,
  period,
  self_employment_income_euro AS numerator,
  self_employment_taxpayers AS denominator,
  self_employment_income_euro_status AS obs_status
FROM mef_income
WHERE period = '2021'
ORDER BY comune, period
