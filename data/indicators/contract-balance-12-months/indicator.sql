-- Contracts begun minus ended over the last four quarters.
-- Numerator: contracts; first period 2017-Q4. Source: mlps-contracts.
WITH balance AS (
  SELECT
    level,
    territory,
    period,
    sum(CASE WHEN flow = 'begun' THEN contracts ELSE -contracts END) AS balance
  FROM contract_flows
  GROUP BY level, territory, period
),
rolled AS (
  SELECT
    level,
    territory,
    period,
    sum(balance) OVER year AS numerator,
    count(balance) OVER year AS quarters
  FROM balance
  WINDOW year AS (PARTITION BY level, territory ORDER BY period ROWS BETWEEN 3 PRECEDING AND CURRENT ROW)
)
SELECT level, territory, period, numerator
FROM rolled
WHERE quarters = 4
ORDER BY level, territory, period
