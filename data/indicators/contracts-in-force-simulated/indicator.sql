-- Contracts in force on the last day of the month.
-- Numerator: contracts.
-- Source: cob-simulated, region and provinces. Counts are rounded; a hidden one hides what is made from it.
SELECT
    level, territory, period,
    stock AS numerator,
    CASE WHEN stock_status = 'Q' THEN 'Q' END AS obs_status
FROM contract_months
ORDER BY level, territory, period
