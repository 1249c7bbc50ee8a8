-- Average net tax.
-- Numerator: euro of net personal income tax. Denominator: taxpayers with net tax due.
-- Unit: euro per taxpayer. Sources: mef-irpef, mef-irpef-totals.
SELECT
  comune,
  period,
  net_tax_euro AS numerator,
  net_tax_taxpayers AS denominator,
  net_tax_euro_status AS obs_status
FROM mef_income
UNION ALL
SELECT
  comune,
  period,
  net_tax_euro AS numerator,
  net_tax_taxpayers AS denominator,
  net_tax_euro_status AS obs_status
FROM mef_totals
ORDER BY comune, period
