-- The finest cube: one row per month and cell in which anything happened. Run once for each year of coded events.
-- Events (docs/cob.md): 0 was there, 1 began, 2 was put off, 3 became lasting, 4 ended, 5 was of another kind before.
-- The two events of a renewal change the stock of their cells, and are neither an activation nor a termination.
-- Order: by month and cell.
-- A condition as 0 or 1 is added up in half the time of a CASE, but not where it may be null: a duration is, if unknown.
SELECT
    month, comune, sex, age, citizenship, section, sector, contract,
    SUM(CAST(event = 1 AND NOT renewal AS INTEGER)) AS activations,
    SUM(CAST(event = 4 AND NOT renewal AS INTEGER)) AS terminations,
    SUM(CAST(event = 2 AS INTEGER)) AS extensions,
    SUM(CAST(event = 3 AS INTEGER)) AS transformations,
    SUM(CAST(event = 1 AND renewal AS INTEGER)) AS renewals,
    -- How long those lasted that ended: a day, up to 3, 30, 90, 365 days, longer.
    SUM(CASE WHEN event = 4 AND NOT renewal AND duration_days <= 1 THEN 1 ELSE 0 END) AS lasted_1,
    SUM(CASE WHEN event = 4 AND NOT renewal AND duration_days BETWEEN 2 AND 3 THEN 1 ELSE 0 END) AS lasted_3,
    SUM(CASE WHEN event = 4 AND NOT renewal AND duration_days BETWEEN 4 AND 30 THEN 1 ELSE 0 END) AS lasted_30,
    SUM(CASE WHEN event = 4 AND NOT renewal AND duration_days BETWEEN 31 AND 90 THEN 1 ELSE 0 END) AS lasted_90,
    SUM(CASE WHEN event = 4 AND NOT renewal AND duration_days BETWEEN 91 AND 365 THEN 1 ELSE 0 END) AS lasted_365,
    SUM(CASE WHEN event = 4 AND NOT renewal AND duration_days > 365 THEN 1 ELSE 0 END) AS lasted_longer,
    -- What the month adds to the stock.
    SUM(CAST(event IN (0, 1, 3) AS INTEGER) - CAST(event IN (4, 5) AS INTEGER)) AS stock_change
FROM events
GROUP BY month, comune, sex, age, citizenship, section, sector, contract
ORDER BY month, comune, sex, age, citizenship, section, sector, contract
