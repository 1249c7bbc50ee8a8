-- Persons of the programme employed on the reference day, per 100 registered.
-- Numerator: persons employed. Denominator: persons registered. Source: inapp-gol, table 2.2.
WITH people AS (
  SELECT
    level,
    territory,
    period,
    sum(CASE WHEN series = 'employed' THEN people END) AS numerator,
    sum(CASE WHEN series = 'persons' THEN people END) AS denominator
  FROM gol
  WHERE pathway = '_T'
  GROUP BY level, territory, period
)
SELECT level, territory, period, numerator, denominator
FROM people
ORDER BY level, territory, period
