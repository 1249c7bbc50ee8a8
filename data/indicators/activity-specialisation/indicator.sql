-- Share of an activity among the province’s persons employed, over the same share of the region (location quotient).
-- Numerator: persons employed in the activity. Denominator: persons employed in all. Source: istat-frame-sections, 2023.
WITH whole AS (
  SELECT territory, period, persons_employed
  FROM frame_sections
  WHERE section = '_T'
)
SELECT
  part.territory,
  part.period,
  part.section,
  part.persons_employed AS numerator,
  whole.persons_employed AS denominator
FROM frame_sections AS part
JOIN whole ON whole.territory = part.territory AND whole.period = part.period
WHERE part.section <> '_T'
ORDER BY part.territory, part.period, part.section
