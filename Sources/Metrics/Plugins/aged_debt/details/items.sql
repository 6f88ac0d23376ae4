SELECT
  o.scope, o.customer_id, c.name, o.item_id, o.document_no, o.posted_on, o.due_on, o.days_past_due, o.currency,
  o.open_native, o.open_amount
FROM open_items o
LEFT JOIN customers c ON c.customer_id = o.customer_id
WHERE o.open_native > 0 AND o.days_past_due > 0
