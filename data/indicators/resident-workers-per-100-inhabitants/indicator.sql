-- Resident workers per 100 inhabitants.
-- Numerator: residents who work at a known place in Italy (Istat, commuting matrix 2021).
-- Denominator: resident population on 1 January, all ages (Istat). Unit: per 100 inhabitants.
-- Source: istat-commuting, istat-population. Breaks in series: none; one year only.
SELECT
  commuting.comune,
  commuting.period,
  commuting.resident_workers AS numerator,
  population.population AS denominator
FROM commuting
JOIN population ON population.comune = commuting.comune AND population.period = commuting.period
ORDER BY commuting.comune, commuting.period
