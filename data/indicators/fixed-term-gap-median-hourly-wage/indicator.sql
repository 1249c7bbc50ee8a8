-- Gap between permanent and fixed-term jobs in the median gross hourly wage.
-- Numerator: cents of difference. Denominator: cents per hour of permanent jobs.
-- Both from published figures; nothing is added up. Source: istat-racli, cube contract, 2014-2022.
WITH wages AS (
  SELECT
    level,
    territory,
    period,
    MAX(CASE WHEN category = 'PERM' THEN ROUND(euro_per_hour * 100) END) AS higher,
    MAX(CASE WHEN category = 'TEMP' THEN ROUND(euro_per_hour * 100) END) AS lower
  FROM hourly_wages
  WHERE characteristic = 'contract' AND measure = 'median'
  GROUP BY level, territory, period
)
SELECT level, territory, period, higher - lower AS numerator, higher AS denominator
FROM wages
ORDER BY level, territory, period
