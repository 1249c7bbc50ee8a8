-- Residents under 15 in municipalities without a state primary school, per 100 residents under 15, by province.
-- Numerator: residents under 15 of municipalities without a state primary school in 2025/26. Denominator: residents under
-- 15, 1 January 2026. Unit: per cent. Source: mim-state-schools, istat-population-structure.
WITH served AS (
  SELECT DISTINCT comune FROM state_schools WHERE period = '2025-09-01' AND schooltype = 'primary'
)
SELECT
  territory_member.territory,
  '2025' AS period,
  SUM(CASE WHEN served.comune IS NULL THEN structure.aged_0_14 ELSE 0 END) AS numerator,
  SUM(structure.aged_0_14) AS denominator
FROM population_structure AS structure
JOIN territory_member ON territory_member.comune = structure.comune AND territory_member.level = 'province'
LEFT JOIN served ON served.comune = structure.comune
WHERE structure.period = '2026'
GROUP BY territory_member.territory
ORDER BY territory_member.territory
