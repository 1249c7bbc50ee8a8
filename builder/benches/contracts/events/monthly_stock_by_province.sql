-- Contracts that are open at the end of each month, by province.
SELECT month, province, SUM(change) OVER (PARTITION BY province ORDER BY month) AS stock
FROM (
    SELECT
        month, comune - comune % 1000 AS province,
        SUM(CASE WHEN event IN (0, 1, 3) THEN 1 WHEN event IN (4, 5) THEN -1 ELSE 0 END) AS change
    FROM events
    GROUP BY 1, 2
) AS changes
