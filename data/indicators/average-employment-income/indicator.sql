-- Average income from employment.
-- Numerator: income from employment and similar work, euro (MEF, tax year).
-- Denominator: taxpayers with that income. Unit: euro per taxpayer, current prices. Source: mef-irpef.
-- Breaks in series: none known between 2018 and 2021; 2019 was not acquired.
SELECT
  comune,
  period,
  employment_income_euro AS numerator,
  employment_income_taxpayers AS denominator,
  employment_income_euro_status AS obs_status
FROM mef_income
ORDER BY comune, period
