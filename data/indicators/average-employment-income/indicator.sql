-- Average income from employment.
-- Numerator: income from employment and similar work, euro (MEF, tax year).
-- Denominator: taxpayers with that income. Unit: euro per taxpayer, current prices. Source: mef-irpef.
-- Breaks in series: amounts are in current prices; only the latest year is given, because years would not compare.
SELECT
  comune,
  period,
  employment_income_euro AS numerator,
  employment_income_taxpayers AS denominator,
  employment_income_euro_status AS obs_status
FROM mef_income
WHERE period = '2021'
ORDER BY comune, period
