-- Seasonal index: contracts begun in the month over the mean of the twelve months around it.
-- Numerator: contracts. Denominator: that mean.
-- Source: cob-simulated, region and provinces. Counts are rounded; a hidden one hides what is made from it.
WITH around AS (
    SELECT
        level, territory, period, activations,
        AVG(activations) OVER year AS mean,
        COUNT(activations) OVER year AS known,
        COUNT(*) OVER year AS months
    FROM contract_months
    WINDOW year AS (PARTITION BY level, territory ORDER BY period ROWS BETWEEN 6 PRECEDING AND 5 FOLLOWING)
)
SELECT
    level, territory, period,
    CASE WHEN known = 12 THEN activations END AS numerator,
    CASE WHEN known = 12 THEN mean END AS denominator,
    CASE WHEN known < 12 THEN 'Q' END AS obs_status
FROM around
WHERE months = 12
ORDER BY level, territory, period
