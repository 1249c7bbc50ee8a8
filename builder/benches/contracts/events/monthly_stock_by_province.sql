-- Contracts that are open at the end of each month, by province.
SELECT month, province, SUM(change) OVER (PARTITION BY province ORDER BY month) AS stock
FROM (
    SELECT
        month, comune - comune % 1000 AS province,
        COUNT(*) FILTER (WHERE event IN (0, 1, 3)) - COUNT(*) FILTER (WHERE event IN (4, 5)) AS change
    FROM events
    GROUP BY 1, 2
) AS changes
