-- Taxpayers with income from employment and similar work.
-- Numerator: taxpayers (MEF, tax year). Denominator: none. Unit: persons. Source: mef-irpef.
-- Breaks in series: none known between 2018 and 2021; 2019 was not acquired.
SELECT
  comune,
  period,
  employment_income_taxpayers AS numerator,
  employment_income_taxpayers_status AS obs_status
FROM mef_income
ORDER BY comune, period
