-- State schools by type, school year 2025/26.
-- Numerator: schools. Denominator: none. Unit: schools. Source: mim-state-schools; municipalities: istat-population-structure.
-- A municipality that the register does not name has none.
WITH types AS (
  SELECT DISTINCT schooltype FROM state_schools WHERE period = '2025-09-01' AND schooltype IN ('nursery', 'primary', 'lower_secondary', 'upper_secondary')
)
SELECT
  structure.comune,
  '2025' AS period,
  types.schooltype,
  COALESCE(state_schools.schools, 0) AS numerator
FROM population_structure AS structure
CROSS JOIN types
LEFT JOIN state_schools
  ON state_schools.comune = structure.comune
  AND state_schools.schooltype = types.schooltype
  AND state_schools.period = '2025-09-01'
WHERE structure.period = '2026'
ORDER BY structure.comune, types.schooltype
