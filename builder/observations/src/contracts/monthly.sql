-- The cube by comune and month: flows, and what the month adds to the stock.
SELECT
    comune, month,
    CAST(SUM(activations) AS BIGINT) AS activations,
    CAST(SUM(terminations) AS BIGINT) AS terminations,
    CAST(SUM(transformations) AS BIGINT) AS transformations,
    CAST(SUM(extensions) AS BIGINT) AS extensions,
    CAST(SUM(lasted_1 + lasted_3 + lasted_30) AS BIGINT) AS short_terminations,
    CAST(SUM(stock_change) AS BIGINT) AS stock_change
FROM cube
GROUP BY comune, month
