-- Gap between those born in Italy and abroad in the median gross hourly wage.
-- Numerator: cents of difference. Denominator: cents per hour of those born in Italy.
-- Both from published figures; nothing is added up. Source: istat-racli, cube birthplace, 2014-2022.
WITH wages AS (
  SELECT
    level,
    territory,
    period,
    MAX(CASE WHEN category = 'IT' THEN ROUND(euro_per_hour * 100) END) AS higher,
    MAX(CASE WHEN category = 'ABROAD' THEN ROUND(euro_per_hour * 100) END) AS lower
  FROM hourly_wages
  WHERE characteristic = 'birthplace' AND measure = 'median'
  GROUP BY level, territory, period
)
SELECT level, territory, period, higher - lower AS numerator, higher AS denominator
FROM wages
ORDER BY level, territory, period
