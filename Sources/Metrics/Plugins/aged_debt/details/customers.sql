SELECT
  o.scope,
  o.customer_id,
  c.name,
  SUM(o.open_amount) AS total,
  SUM(CASE WHEN o.days_past_due > 0 AND NOT (o.kind = 'receipt' AND o.open_native < 0) THEN o.open_amount ELSE 0 END)
    AS overdue,
  SUM(CASE WHEN o.days_past_due > 90 AND NOT (o.kind = 'receipt' AND o.open_native < 0) THEN o.open_amount ELSE 0 END)
    AS over_90,
  MAX(CASE WHEN o.open_native > 0 THEN GREATEST(o.days_past_due, 0) ELSE 0 END) AS oldest_days,
  COUNT(*) AS items
FROM open_items o
LEFT JOIN customers c ON c.customer_id = o.customer_id
WHERE o.customer_id IS NOT NULL
GROUP BY o.scope, o.customer_id, c.name
HAVING SUM(CASE WHEN o.days_past_due > 0 AND o.open_native > 0 THEN o.open_amount ELSE 0 END) > 0
