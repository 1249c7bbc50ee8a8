-- Persons with at least one active measure, per 100 reached.
-- Numerator: persons with a measure. Denominator: persons reached. Source: inapp-gol, table 2.1.
WITH people AS (
  SELECT
    level,
    territory,
    period,
    sum(CASE WHEN series = 'with_measure' THEN people END) AS numerator,
    sum(CASE WHEN series = 'reached' THEN people END) AS denominator
  FROM gol
  WHERE pathway = '_T'
  GROUP BY level, territory, period
)
SELECT level, territory, period, numerator, denominator
FROM people
ORDER BY level, territory, period
