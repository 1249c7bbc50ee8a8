-- Gross domestic product at current prices, million euro, as Eurostat publishes it.
-- Published value, no numerator. Source: eurostat-gdp, series MIO_EUR, 2000-2021.
-- 2022 is left out: it has no province yet.
SELECT level, territory, period, value
FROM gdp
WHERE series = 'MIO_EUR' AND period < '2022'
ORDER BY level, territory, period
