-- Rolling balance: contracts begun minus ended over the twelve months that end with this one.
-- Numerator: contracts; from the twelfth month on.
-- Source: cob-simulated, region and provinces. Counts are rounded; a hidden one hides what is made from it.
WITH rolled AS (
    SELECT
        level, territory, period,
        SUM(activations - terminations) OVER year AS numerator,
        COUNT(activations - terminations) OVER year AS known,
        COUNT(*) OVER year AS months
    FROM contract_months
    WINDOW year AS (PARTITION BY level, territory ORDER BY period ROWS BETWEEN 11 PRECEDING AND CURRENT ROW)
)
SELECT
    level, territory, period,
    CASE WHEN known = 12 THEN numerator END AS numerator,
    CASE WHEN known < 12 THEN 'Q' END AS obs_status
FROM rolled
WHERE months = 12
ORDER BY level, territory, period
