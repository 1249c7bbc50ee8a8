-- Half of the contracts that begin and end in a year over the average of its twelve month-end stocks, by comune.
SELECT
    comune, year,
    6.0 * (activations + terminations)
    / NULLIF(change_months + 12 * (SUM(change) OVER (PARTITION BY comune ORDER BY year) - change), 0) AS turnover
FROM (
    SELECT
        comune, month - month % 100 AS year,
        SUM(activations) AS activations,
        SUM(terminations) AS terminations,
        SUM(change) AS change,
        SUM(change * (13 - CAST(month % 100 AS INTEGER))) AS change_months
    FROM (
        SELECT
            comune, month,
            COUNT(*) FILTER (WHERE event = 1 AND NOT renewal) AS activations,
            COUNT(*) FILTER (WHERE event = 4 AND NOT renewal) AS terminations,
            COUNT(*) FILTER (WHERE event IN (0, 1, 3)) - COUNT(*) FILTER (WHERE event IN (4, 5)) AS change
        FROM events
        GROUP BY 1, 2
    ) AS months
    GROUP BY 1, 2
) AS years
