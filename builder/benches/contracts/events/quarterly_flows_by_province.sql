-- Contracts that begin, end, are put off or become lasting, by quarter, province, sex, age and citizenship.
SELECT
    month + (3 - month % 100 % 3) % 3 AS quarter, comune - comune % 1000 AS province, sex, age, citizenship,
    COUNT(*) FILTER (WHERE event = 1 AND NOT renewal) AS activations,
    COUNT(*) FILTER (WHERE event = 4 AND NOT renewal) AS terminations,
    COUNT(*) FILTER (WHERE event = 2) AS extensions,
    COUNT(*) FILTER (WHERE event = 3) AS transformations
FROM events
GROUP BY 1, 2, 3, 4, 5
