-- Resident population on 1 January.
-- Numerator: residents (Istat). Denominator: none. Unit: persons. Source: istat-population, istat-population-age,
-- istat-population-structure.
-- Breaks in series: the editions were revised to different degrees, see the method.
SELECT comune, period, population AS numerator
FROM population
UNION ALL
SELECT comune, period, SUM(males + females) AS numerator
FROM population_age
GROUP BY comune, period
UNION ALL
SELECT comune, period, females + males AS numerator
FROM population_structure
ORDER BY comune, period
