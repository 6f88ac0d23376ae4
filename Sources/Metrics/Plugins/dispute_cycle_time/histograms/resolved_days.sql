-- Days that disputes took, of those resolved in the period to date, and in the period before where that is what they are
-- compared with.
SELECT
  w.as_of,
  r.node,
  r.days,
  SUM(r.cases) AS cases,
  r.day < w.starts_on AS is_previous
FROM params p
JOIN windows w ON w.name = p.period
JOIN resolved r ON r.calendar = w.calendar
WHERE r.day BETWEEN w.starts_on AND w.to_day
  OR (p.period <> 'last_30_days' AND r.day BETWEEN w.previous_starts_on AND w.previous_to_day)
GROUP BY ALL
