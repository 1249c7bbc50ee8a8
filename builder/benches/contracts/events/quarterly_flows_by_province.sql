-- Contracts that begin, end, are put off or become lasting, by quarter, province, sex, age and citizenship.
SELECT
    month + (3 - month % 100 % 3) % 3 AS quarter, comune - comune % 1000 AS province, sex, age, citizenship,
    SUM(CASE WHEN event = 1 AND NOT renewal THEN 1 ELSE 0 END) AS activations,
    SUM(CASE WHEN event = 4 AND NOT renewal THEN 1 ELSE 0 END) AS terminations,
    SUM(CASE WHEN event = 2 THEN 1 ELSE 0 END) AS extensions,
    SUM(CASE WHEN event = 3 THEN 1 ELSE 0 END) AS transformations
FROM events
GROUP BY 1, 2, 3, 4, 5
