-- Gap between full-time and part-time jobs in the median gross hourly wage.
-- Numerator: cents of difference. Denominator: cents per hour of full-time jobs.
-- Both from published figures; nothing is added up. Source: istat-racli, cube worktime, 2014-2022.
WITH wages AS (
  SELECT
    level,
    territory,
    period,
    MAX(CASE WHEN category = 'FT' THEN ROUND(euro_per_hour * 100) END) AS higher,
    MAX(CASE WHEN category = 'PT' THEN ROUND(euro_per_hour * 100) END) AS lower
  FROM hourly_wages
  WHERE characteristic = 'worktime' AND measure = 'median'
  GROUP BY level, territory, period
)
SELECT level, territory, period, higher - lower AS numerator, higher AS denominator
FROM wages
ORDER BY level, territory, period
