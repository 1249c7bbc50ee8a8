-- As the query on events of this name, from the cube.
SELECT
    month + (3 - month % 100 % 3) % 3 AS quarter, comune,
    SUM(activations) AS activations,
    SUM(terminations) AS terminations,
    SUM(extensions) AS extensions,
    SUM(transformations) AS transformations
FROM cube
GROUP BY 1, 2
