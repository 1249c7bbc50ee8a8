-- Mean gross hourly wage by who works, as Istat publishes it.
-- Published value, no numerator. Source: istat-racli, 2014-2022: cubes sex, age, birthplace, education.
-- One characteristic at a time, the others are totals; the total is the same in every cube and taken from the first.
SELECT
  level,
  territory,
  period,
  CASE WHEN characteristic = 'sex' THEN category ELSE '_T' END AS sex,
  CASE WHEN characteristic = 'age' THEN category ELSE '_T' END AS age,
  CASE WHEN characteristic = 'birthplace' THEN category ELSE '_T' END AS birthplace,
  CASE WHEN characteristic = 'education' THEN category ELSE '_T' END AS education,
  euro_per_hour AS value
FROM hourly_wages
WHERE measure = 'mean'
  AND (characteristic = 'sex' OR (characteristic IN ('age', 'birthplace', 'education') AND category <> '_T'))
ORDER BY level, territory, period, characteristic, category
