-- Disputes open at the key date, each with the amount that the figures count.
SELECT
  w.scope, w.dispute_id, w.customer_id, m.name, w.item_id, w.document_no, w.opened_on, w.age AS age_days, w.reason,
  w.owner, CASE WHEN w.is_known THEN LEAST(w.disputed, w.item_open) ELSE w.disputed END AS amount
FROM (
  SELECT
    d.scope, d.dispute_id, d.customer_id, d.item_id, o.document_no, d.opened_on, d.owner,
    COALESCE(d.reason, '(none)') AS reason, d.item_no IS NOT NULL AS is_known,
    GREATEST(COALESCE(d.amount, o.open_amount, 0), 0) AS disputed,
    GREATEST(COALESCE(o.open_amount, 0), 0) AS item_open,
    CASE p.days WHEN 'business' THEN b.ordinal - a.ordinal ELSE days_between(d.opened_on, d.as_of) END AS age
  FROM disputes d
  JOIN (SELECT MAX(as_of) AS as_of FROM periods) AS k ON k.as_of = d.as_of
  CROSS JOIN params p
  JOIN scope_calendars c ON c.scope = d.scope
  LEFT JOIN days a ON a.calendar = c.calendar AND a.day = d.opened_on
  LEFT JOIN days b ON b.calendar = c.calendar AND b.day = d.as_of
  LEFT JOIN open_items o ON o.as_of = d.as_of AND o.item_no = d.item_no
  WHERE (d.resolved_on IS NULL OR d.resolved_on > d.as_of)
    AND COALESCE(LOWER(d.outcome), '') <> 'void'
) AS w
LEFT JOIN customers m ON m.customer_id = w.customer_id
