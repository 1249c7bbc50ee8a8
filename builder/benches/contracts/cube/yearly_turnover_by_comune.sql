-- As the query on events of this name, from the cube.
SELECT
    comune, year,
    6.0 * (activations + terminations)
    / NULLIF(change_months + 12 * (SUM(change) OVER (PARTITION BY comune ORDER BY year) - change), 0) AS turnover
FROM (
    SELECT
        comune, month - month % 100 AS year,
        SUM(activations) AS activations,
        SUM(terminations) AS terminations,
        SUM(stock_change) AS change,
        SUM(stock_change * (13 - CAST(month % 100 AS INTEGER))) AS change_months
    FROM cube
    GROUP BY 1, 2
) AS years
