-- Registrations in the programme, cumulated, by pathway.
-- Numerator: registrations. Source: inapp-gol, table 1.2.
SELECT level, territory, period, pathway, people AS numerator
FROM gol
WHERE series = 'registrations'
ORDER BY level, territory, period, pathway
