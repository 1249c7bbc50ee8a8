-- Half of the contracts that begin and end in a year over the average of its twelve month-end stocks, by comune.
SELECT
    comune, year,
    6.0 * (activations + terminations)
    / NULLIF(change_months + 12 * (SUM(change) OVER (PARTITION BY comune ORDER BY year) - change), 0) AS turnover
FROM (
    SELECT
        comune, month - month % 100 AS year,
        SUM(CASE WHEN event = 1 AND NOT renewal THEN 1 ELSE 0 END) AS activations,
        SUM(CASE WHEN event = 4 AND NOT renewal THEN 1 ELSE 0 END) AS terminations,
        SUM(CASE WHEN event IN (0, 1, 3) THEN 1 WHEN event IN (4, 5) THEN -1 ELSE 0 END) AS change,
        SUM(
            CASE WHEN event IN (0, 1, 3) THEN 13 - CAST(month % 100 AS INTEGER)
                WHEN event IN (4, 5) THEN CAST(month % 100 AS INTEGER) - 13 ELSE 0 END
        ) AS change_months
    FROM events
    GROUP BY 1, 2
) AS years
