-- Gap between men and women in the mean gross hourly wage.
-- Numerator: cents of difference. Denominator: cents per hour of men.
-- Both from published figures; nothing is added up. Source: istat-racli, cube sex, 2014-2022.
WITH wages AS (
  SELECT
    level,
    territory,
    period,
    MAX(CASE WHEN category = 'M' THEN ROUND(euro_per_hour * 100) END) AS higher,
    MAX(CASE WHEN category = 'F' THEN ROUND(euro_per_hour * 100) END) AS lower
  FROM hourly_wages
  WHERE characteristic = 'sex' AND measure = 'mean'
  GROUP BY level, territory, period
)
SELECT level, territory, period, higher - lower AS numerator, higher AS denominator
FROM wages
ORDER BY level, territory, period
