-- All disputes opened by each key date, sorted by what becomes of them. An unknown item is worth a word only where it
-- bears on a figure: the items of disputes resolved long ago may have left the extract.
SELECT
  d.as_of,
  d.scope,
  COUNT(*) AS disputes,
  SUM(CASE WHEN d.is_void THEN 0 WHEN d.resolved_on >= d.opened_on AND d.resolved_on <= d.as_of THEN 1 ELSE 0 END)
    AS resolved,
  SUM(CASE WHEN d.is_void THEN 1 ELSE 0 END) AS void,
  SUM(CASE WHEN d.is_void THEN 0 WHEN d.resolved_on < d.opened_on THEN 1 ELSE 0 END) AS impossible,
  SUM(CASE
    WHEN d.is_void OR d.item_id IS NULL OR d.item_no IS NOT NULL OR d.resolved_on < d.opened_on THEN 0
    WHEN d.resolved_on <= add_months(d.as_of, -12) THEN 0
    ELSE 1 END) AS unknown_items
FROM (
  SELECT
    r.as_of, r.scope, r.opened_on, r.resolved_on, r.item_id, r.item_no,
    COALESCE(LOWER(r.outcome), '') = 'void' AS is_void
  FROM disputes r
) AS d
GROUP BY d.as_of, d.scope
