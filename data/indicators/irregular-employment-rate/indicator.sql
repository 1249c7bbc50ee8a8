-- Irregular workers per 100 persons employed, as Istat estimates them.
-- Published value; no numerator. Unit: percent. Source: istat-bes-regions, series 03LAV008, 2004-2019.
SELECT level, territory, period, value
FROM bes_regions
WHERE series = '03LAV008' AND sex = '_T'
ORDER BY level, territory, period
