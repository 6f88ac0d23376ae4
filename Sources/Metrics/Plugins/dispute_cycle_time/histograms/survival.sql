-- Disputes opened in the 12 months to the key date: resolved after so many days, or still open at that age.
WITH cohort AS (
  SELECT
    k.as_of,
    o.node,
    o.cases,
    COALESCE(o.resolved_on <= k.as_of, FALSE) AS is_resolved,
    o.days AS days_taken,
    CASE p.days WHEN 'business' THEN c.ordinal - o.opened_at ELSE days_between(o.day, k.as_of) END AS age
  FROM periods k
  CROSS JOIN params p
  JOIN opened o ON o.day > add_months(k.as_of, -12) AND o.day <= k.as_of
  JOIN clock c ON c.as_of = k.as_of AND c.node = o.node AND c.calendar = o.calendar
)
SELECT
  as_of,
  node,
  CASE WHEN is_resolved THEN days_taken ELSE age END AS days,
  COALESCE(SUM(cases) FILTER (WHERE is_resolved), 0) AS cases,
  COALESCE(SUM(cases) FILTER (WHERE NOT is_resolved), 0) AS censored
FROM cohort
GROUP BY ALL
