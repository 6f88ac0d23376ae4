-- Reasons with a dispute open at the key date or resolved in the period, the largest disputed amount first.
WITH resolved_by_reason AS (
  SELECT w.as_of, r.node, r.reason, SUM(r.cases) AS resolved
  FROM params p
  JOIN windows w ON w.name = p.period
  JOIN resolved r ON r.calendar = w.calendar AND r.day BETWEEN w.starts_on AND w.to_day
  GROUP BY ALL
),
reasons AS (
  SELECT
    as_of,
    node,
    reason,
    COALESCE(r.resolved, 0) AS resolved,
    COALESCE(o.disputes, 0) AS open,
    COALESCE(o.amount, 0) AS open_amount
  FROM resolved_by_reason r
  FULL JOIN waiting o USING (as_of, node, reason)
)
SELECT
  as_of,
  node,
  ROW_NUMBER() OVER (PARTITION BY as_of, node ORDER BY open_amount DESC, open DESC, resolved DESC, reason) AS position,
  reason,
  resolved,
  open,
  open_amount
FROM reasons
