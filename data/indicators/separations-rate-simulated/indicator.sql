-- Separations rate: contracts ended over the contracts in force.
-- Numerator: terminations without renewals. Denominator: mean of the twelve month-end stocks.
-- Source: cob-simulated, full years. Counts are rounded; a hidden one hides what is made from it.
SELECT
    level, territory, period,
    terminations AS numerator,
    stock AS denominator,
    CASE WHEN terminations_status = 'Q' OR stock_status = 'Q' THEN 'Q' END AS obs_status
FROM contract_events
WHERE level <> 'comune' AND sex = '_T' AND age = '_T' AND citizenship = '_T'
ORDER BY level, territory, period
