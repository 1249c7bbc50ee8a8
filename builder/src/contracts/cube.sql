-- The finest cube: one row per month and cell in which anything happened. Run once for each year of coded events.
-- Events (docs/cob.md): 0 was there, 1 began, 2 was put off, 3 became lasting, 4 ended, 5 was of another kind before.
-- The two events of a renewal change the stock of their cells, and are neither an activation nor a termination.
-- Order: by month and cell.
SELECT
    month, comune, sex, age, citizenship, section, sector, contract,
    SUM(CASE WHEN event = 1 AND NOT renewal THEN 1 ELSE 0 END) AS activations,
    SUM(CASE WHEN event = 4 AND NOT renewal THEN 1 ELSE 0 END) AS terminations,
    SUM(CASE WHEN event = 2 THEN 1 ELSE 0 END) AS extensions,
    SUM(CASE WHEN event = 3 THEN 1 ELSE 0 END) AS transformations,
    SUM(CASE WHEN event = 1 AND renewal THEN 1 ELSE 0 END) AS renewals,
    -- How long those lasted that ended: a day, up to 3, 30, 90, 365 days, longer.
    SUM(CASE WHEN event = 4 AND NOT renewal AND duration_days <= 1 THEN 1 ELSE 0 END) AS lasted_1,
    SUM(CASE WHEN event = 4 AND NOT renewal AND duration_days BETWEEN 2 AND 3 THEN 1 ELSE 0 END) AS lasted_3,
    SUM(CASE WHEN event = 4 AND NOT renewal AND duration_days BETWEEN 4 AND 30 THEN 1 ELSE 0 END) AS lasted_30,
    SUM(CASE WHEN event = 4 AND NOT renewal AND duration_days BETWEEN 31 AND 90 THEN 1 ELSE 0 END) AS lasted_90,
    SUM(CASE WHEN event = 4 AND NOT renewal AND duration_days BETWEEN 91 AND 365 THEN 1 ELSE 0 END) AS lasted_365,
    SUM(CASE WHEN event = 4 AND NOT renewal AND duration_days > 365 THEN 1 ELSE 0 END) AS lasted_longer,
    -- What the month adds to the stock.
    SUM(CASE WHEN event IN (0, 1, 3) THEN 1 WHEN event IN (4, 5) THEN -1 ELSE 0 END) AS stock_change
FROM events
GROUP BY month, comune, sex, age, citizenship, section, sector, contract
ORDER BY month, comune, sex, age, citizenship, section, sector, contract
