-- Disputes open at each key date. An item caps what can be disputed at its open amount; without one the dispute's own
-- amount stands.
SELECT
  w.as_of,
  w.scope,
  w.reason,
  COUNT(*) AS disputes,
  SUM(CASE WHEN w.is_known THEN LEAST(w.disputed, w.item_open) ELSE w.disputed END) AS amount,
  SUM(w.age) AS age_days,
  MAX(w.age) AS oldest_age,
  SUM(w.settled_item) AS settled_items,
  SUM(w.without_amount) AS without_amount,
  SUM(w.negative_amount) AS negative_amount
FROM (
  SELECT
    d.as_of, d.scope, COALESCE(d.reason, '(none)') AS reason, d.item_no IS NOT NULL AS is_known,
    GREATEST(COALESCE(d.amount, o.open_amount, 0), 0) AS disputed,
    GREATEST(COALESCE(o.open_amount, 0), 0) AS item_open,
    CASE p.days WHEN 'business' THEN b.ordinal - a.ordinal ELSE days_between(d.opened_on, d.as_of) END AS age,
    CASE WHEN d.item_no IS NOT NULL AND o.item_no IS NULL THEN 1 ELSE 0 END AS settled_item,
    CASE WHEN d.item_no IS NULL AND d.amount IS NULL THEN 1 ELSE 0 END AS without_amount,
    CASE WHEN d.amount < 0 THEN 1 ELSE 0 END AS negative_amount
  FROM disputes d
  CROSS JOIN params p
  JOIN scope_calendars c ON c.scope = d.scope
  LEFT JOIN days a ON a.calendar = c.calendar AND a.day = d.opened_on
  LEFT JOIN days b ON b.calendar = c.calendar AND b.day = d.as_of
  LEFT JOIN open_items o ON o.as_of = d.as_of AND o.item_no = d.item_no
  WHERE (d.resolved_on IS NULL OR d.resolved_on > d.as_of)
    AND COALESCE(LOWER(d.outcome), '') <> 'void'
) AS w
GROUP BY w.as_of, w.scope, w.reason
