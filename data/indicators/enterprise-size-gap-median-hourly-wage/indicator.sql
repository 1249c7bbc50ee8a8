-- Gap between enterprises of 250 employees and over and of up to 9 in the median gross hourly wage.
-- Numerator: cents of difference. Denominator: cents per hour of enterprises of 250 employees and over.
-- Both from published figures; nothing is added up. Source: istat-racli, cube firmsize, 2014-2022.
WITH wages AS (
  SELECT
    level,
    territory,
    period,
    MAX(CASE WHEN category = 'S_GE250' THEN ROUND(euro_per_hour * 100) END) AS higher,
    MAX(CASE WHEN category = 'S0T9' THEN ROUND(euro_per_hour * 100) END) AS lower
  FROM hourly_wages
  WHERE characteristic = 'firmsize' AND measure = 'median'
  GROUP BY level, territory, period
)
SELECT level, territory, period, higher - lower AS numerator, higher AS denominator
FROM wages
ORDER BY level, territory, period
