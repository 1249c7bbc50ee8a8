-- Taxpayers per 100 inhabitants.
-- Numerator: taxpayers. Denominator: inhabitants.
-- Unit: taxpayers per 100 inhabitants. Source: mef-irpef, istat-population.
SELECT
  income.comune,
  income.period,
  income.taxpayers AS numerator,
  population.population AS denominator,
  income.taxpayers_status AS obs_status
FROM mef_income AS income
JOIN population ON population.comune = income.comune AND population.period = income.period
ORDER BY income.comune, income.period
