-- Replacement rate: contracts begun over contracts ended.
-- Numerator: activations. Denominator: terminations, both without renewals.
-- Source: cob-simulated, full years. Counts are rounded; a hidden one hides what is made from it.
SELECT
    level, territory, period,
    activations AS numerator,
    terminations AS denominator,
    CASE WHEN activations_status = 'Q' OR terminations_status = 'Q' THEN 'Q' END AS obs_status
FROM contract_events
WHERE level <> 'comune' AND sex = '_T' AND age = '_T' AND citizenship = '_T'
ORDER BY level, territory, period
