-- Inspections closed in the year.
-- Numerator: inspections. Source: inl-inspections, 2025.
SELECT territory, period, sector, inspections_closed AS numerator
FROM inspections
WHERE sector <> '_T'
ORDER BY territory, period, sector
