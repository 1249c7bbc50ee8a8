-- Share of short contracts: those that lasted 30 days or less among those that ended.
-- Numerator: short terminations; rounding may lift it above the whole, never what is published. Denominator: terminations.
-- Source: cob-simulated, full years. Counts are rounded; a hidden one hides what is made from it.
SELECT
    level, territory, period,
    LEAST(short_terminations, terminations) AS numerator,
    terminations AS denominator,
    CASE WHEN short_terminations_status = 'Q' OR terminations_status = 'Q' THEN 'Q' END AS obs_status
FROM contract_events
WHERE level <> 'comune' AND sex = '_T' AND age = '_T' AND citizenship = '_T'
ORDER BY level, territory, period
