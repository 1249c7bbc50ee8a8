-- What came in and went out of the stock, by comune and month, to be held against the contracts that are open.
SELECT
    comune, month,
    CAST(SUM(stock_change) AS BIGINT) AS stock_change
FROM cube
GROUP BY comune, month
