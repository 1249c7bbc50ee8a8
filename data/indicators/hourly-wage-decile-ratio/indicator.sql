-- Ninth over first decile of the gross hourly wage, by who works.
-- Numerator: cents of the ninth decile. Denominator: cents of the first. Both published; nothing is added up.
-- Source: istat-racli, 2014-2022: cubes sex, age, birthplace, education.
-- One characteristic at a time, the others are totals; the total is the same in every cube and taken from the first.
SELECT
  level,
  territory,
  period,
  CASE WHEN characteristic = 'sex' THEN category ELSE '_T' END AS sex,
  CASE WHEN characteristic = 'age' THEN category ELSE '_T' END AS age,
  CASE WHEN characteristic = 'birthplace' THEN category ELSE '_T' END AS birthplace,
  CASE WHEN characteristic = 'education' THEN category ELSE '_T' END AS education,
  MAX(CASE WHEN measure = 'd9' THEN ROUND(euro_per_hour * 100) END) AS numerator,
  MAX(CASE WHEN measure = 'd1' THEN ROUND(euro_per_hour * 100) END) AS denominator
FROM hourly_wages
WHERE characteristic = 'sex' OR (characteristic IN ('age', 'birthplace', 'education') AND category <> '_T')
GROUP BY level, territory, period, characteristic, category
ORDER BY level, territory, period, characteristic, category
