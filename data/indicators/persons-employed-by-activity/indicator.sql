-- Persons employed in local units, annual average.
-- Numerator: persons. Source: istat-frame-sections, 2023.
SELECT territory, period, section, persons_employed AS numerator
FROM frame_sections
ORDER BY territory, period, section
