-- Gross domestic product per inhabitant in purchasing power standards, EU27 = 100, as Eurostat publishes it.
-- Published value, no numerator. Source: eurostat-gdp, series PPS_HAB_EU27_2020, 2000-2021.
-- 2022 is left out: it has no province yet.
SELECT level, territory, period, value
FROM gdp
WHERE series = 'PPS_HAB_EU27_2020' AND period < '2022'
ORDER BY level, territory, period
