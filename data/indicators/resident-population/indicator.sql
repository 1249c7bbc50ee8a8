-- Resident population on 1 January.
-- Numerator: residents (Istat). Denominator: none. Unit: persons. Source: istat-population.
-- Breaks in series: one year only is acquired.
SELECT comune, period, population AS numerator
FROM population
ORDER BY comune, period
