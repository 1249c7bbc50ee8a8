-- Contract turnover: the mean of contracts begun and ended over the contracts in force.
-- Numerator: half of activations and terminations. Denominator: mean of the twelve month-end stocks.
-- Source: cob-simulated, full years. Counts are rounded; a hidden one hides what is made from it.
SELECT
    level, territory, period, sex, age, citizenship,
    (activations + terminations) / 2 AS numerator,
    stock AS denominator,
    CASE WHEN activations_status = 'Q' OR terminations_status = 'Q' OR stock_status = 'Q' THEN 'Q' END AS obs_status
FROM contract_events
ORDER BY level, territory, period, sex, age, citizenship
