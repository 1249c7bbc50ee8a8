-- Inspections that found irregularities, per 100 closed.
-- Numerator: inspections with irregularities. Denominator: inspections closed. Source: inl-inspections, 2025.
-- A sector without inspections has no share. The total of sectors is added up here and equals the published one.
SELECT
  territory,
  period,
  sector,
  inspections_irregular AS numerator,
  inspections_closed AS denominator
FROM inspections
WHERE sector <> '_T'
ORDER BY territory, period, sector
