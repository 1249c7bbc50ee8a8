-- Contracts begun in the quarter.
-- Numerator: contracts. Source: mlps-contracts, 2017-Q1 to 2025-Q3.
SELECT level, territory, period, contracts AS numerator
FROM contract_flows
WHERE flow = 'begun'
ORDER BY level, territory, period
