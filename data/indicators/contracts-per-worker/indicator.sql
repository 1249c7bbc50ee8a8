-- Contracts begun per worker hired in the quarter.
-- Numerator: contracts. Denominator: persons with at least one. Source: mlps-contracts.
-- Persons are counted once per quarter and region: they do not add up, so the published rows stand as they are.
SELECT
  level,
  territory,
  period,
  contracts AS numerator,
  workers AS denominator
FROM contract_flows
WHERE flow = 'begun' AND workers_status = 'A'
ORDER BY level, territory, period
