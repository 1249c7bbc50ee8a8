-- Non-participation in work, as Istat publishes it.
-- Published value by sex; no numerator. Source: istat-bes-provinces, series 03LAV002, 2004-2020.
SELECT level, territory, period, sex, value
FROM bes_provinces
WHERE series = '03LAV002'
ORDER BY level, territory, period, sex
