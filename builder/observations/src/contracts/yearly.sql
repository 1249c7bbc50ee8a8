-- The cube by comune and year, with the margins that are published: everyone, by sex, by age, by citizenship.
-- stock_change_months: what the changes of a year add to the sum of its twelve month-end stocks; one of January counts
-- twelve times, one of December once.
SELECT
    comune, month / 100 AS year, sex, age, citizenship,
    CAST(SUM(activations) AS BIGINT) AS activations,
    CAST(SUM(terminations) AS BIGINT) AS terminations,
    CAST(SUM(transformations) AS BIGINT) AS transformations,
    CAST(SUM(extensions) AS BIGINT) AS extensions,
    CAST(SUM(lasted_1 + lasted_3 + lasted_30) AS BIGINT) AS short_terminations,
    CAST(SUM(stock_change) AS BIGINT) AS stock_change,
    CAST(SUM(stock_change * (13 - CAST(month % 100 AS BIGINT))) AS BIGINT) AS stock_change_months
FROM cube
GROUP BY GROUPING SETS (
    (comune, month / 100), (comune, month / 100, sex), (comune, month / 100, age), (comune, month / 100, citizenship)
)
