-- As the query on events of this name, from the cube.
SELECT month, province, SUM(change) OVER (PARTITION BY province ORDER BY month) AS stock
FROM (
    SELECT month, comune - comune % 1000 AS province, SUM(stock_change) AS change
    FROM cube
    GROUP BY 1, 2
) AS changes
