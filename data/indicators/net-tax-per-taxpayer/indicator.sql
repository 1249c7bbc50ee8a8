-- Average net tax.
-- Numerator: euro of net personal income tax. Denominator: taxpayers with net tax due.
-- Unit: euro per taxpayer. Source: mef-irpef.
SELECT
  comune,
  period,
  net_tax_euro AS numerator,
  net_tax_taxpayers AS denominator,
  net_tax_euro_status AS obs_status
FROM mef_income
WHERE period = '2021'
ORDER BY comune, period
