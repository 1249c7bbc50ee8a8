-- Gap between workers of 50 and over and under 30 in the median gross hourly wage.
-- Numerator: cents of difference. Denominator: cents per hour of those of 50 and over.
-- Both from published figures; nothing is added up. Source: istat-racli, cube age, 2014-2022.
WITH wages AS (
  SELECT
    level,
    territory,
    period,
    MAX(CASE WHEN category = 'Y_GE50' THEN ROUND(euro_per_hour * 100) END) AS higher,
    MAX(CASE WHEN category = 'Y15T29' THEN ROUND(euro_per_hour * 100) END) AS lower
  FROM hourly_wages
  WHERE characteristic = 'age' AND measure = 'median'
  GROUP BY level, territory, period
)
SELECT level, territory, period, higher - lower AS numerator, higher AS denominator
FROM wages
ORDER BY level, territory, period
