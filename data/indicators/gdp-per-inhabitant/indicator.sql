-- Gross domestic product per inhabitant at current prices, as Eurostat publishes it.
-- Published value, no numerator. Source: eurostat-gdp, series EUR_HAB, 2000-2021.
-- 2022 is left out: it has no province yet.
SELECT level, territory, period, value
FROM gdp
WHERE series = 'EUR_HAB' AND period < '2022'
ORDER BY level, territory, period
