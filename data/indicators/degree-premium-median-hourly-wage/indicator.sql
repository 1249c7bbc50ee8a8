-- What a degree pays above compulsory school in the median gross hourly wage.
-- Numerator: cents of difference. Denominator: cents per hour of those with lower secondary school at most.
-- Both from published figures; nothing is added up. Source: istat-racli, cube education, 2014-2022.
WITH wages AS (
  SELECT
    level,
    territory,
    period,
    MAX(CASE WHEN category = 'ED5T8' THEN ROUND(euro_per_hour * 100) END) AS higher,
    MAX(CASE WHEN category = 'ED0T2' THEN ROUND(euro_per_hour * 100) END) AS lower
  FROM hourly_wages
  WHERE characteristic = 'education' AND measure = 'median'
  GROUP BY level, territory, period
)
SELECT level, territory, period, higher - lower AS numerator, lower AS denominator
FROM wages
ORDER BY level, territory, period
