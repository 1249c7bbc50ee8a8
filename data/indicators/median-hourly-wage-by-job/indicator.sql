-- Median gross hourly wage by kind of job, as Istat publishes it.
-- Published value, no numerator. Source: istat-racli, 2014-2022: cubes contract, worktime, occupation, firmsize, paiddays.
-- One characteristic at a time, the others are totals; the total is the same in every cube and taken from the first.
SELECT
  level,
  territory,
  period,
  CASE WHEN characteristic = 'contract' THEN category ELSE '_T' END AS contract,
  CASE WHEN characteristic = 'worktime' THEN category ELSE '_T' END AS worktime,
  CASE WHEN characteristic = 'occupation' THEN category ELSE '_T' END AS occupation,
  CASE WHEN characteristic = 'firmsize' THEN category ELSE '_T' END AS firmsize,
  CASE WHEN characteristic = 'paiddays' THEN category ELSE '_T' END AS paiddays,
  euro_per_hour AS value
FROM hourly_wages
WHERE measure = 'median'
  AND (characteristic = 'contract' OR (characteristic IN ('worktime', 'occupation', 'firmsize', 'paiddays') AND category <> '_T'))
ORDER BY level, territory, period, characteristic, category
