-- State schools up to lower secondary per 1,000 residents under 15.
-- Numerator: state nursery, primary and lower secondary schools, 2025/26. Denominator: residents under 15, 1 January 2026.
-- Unit: schools per 1,000. Source: mim-state-schools, istat-population-structure.
WITH schools AS (
  SELECT comune, SUM(schools) AS schools
  FROM state_schools
  WHERE period = '2025-09-01' AND schooltype IN ('nursery', 'primary', 'lower_secondary')
  GROUP BY comune
)
SELECT
  structure.comune,
  '2025' AS period,
  COALESCE(schools.schools, 0) AS numerator,
  structure.aged_0_14 AS denominator
FROM population_structure AS structure
LEFT JOIN schools ON schools.comune = structure.comune
WHERE structure.period = '2026'
ORDER BY structure.comune
