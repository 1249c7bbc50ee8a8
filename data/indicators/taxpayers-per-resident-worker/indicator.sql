-- Taxpayers with income from employment per resident worker.
-- Numerator: taxpayers with income from employment and similar work (MEF, tax year).
-- Denominator: residents who work at a known place in Italy (Istat, commuting matrix of the 2021 census).
-- Unit: taxpayers per resident worker. Source: mef-irpef, istat-commuting.
-- Breaks in series: none; one year only, the census matrix is available for 2021.
SELECT
  income.comune,
  income.period,
  income.employment_income_taxpayers AS numerator,
  commuting.resident_workers AS denominator,
  income.employment_income_taxpayers_status AS obs_status
FROM mef_income AS income
JOIN commuting ON commuting.comune = income.comune AND commuting.period = income.period
ORDER BY income.comune, income.period
