-- Receipts with an open credit, as positive figures.
SELECT
  o.scope,
  o.customer_id,
  c.name,
  o.item_id,
  o.document_no,
  o.value_date,
  GREATEST(days_between(COALESCE(o.value_date, o.posted_on), o.as_of), 0) AS age,
  COALESCE(o.receipt_class, CASE WHEN o.customer_id IS NULL THEN 'unidentified' ELSE 'unapplied' END) AS class,
  o.currency,
  -o.open_native AS open_native,
  -o.open_amount AS amount
FROM open_items o
LEFT JOIN customers c ON c.customer_id = o.customer_id
WHERE o.kind = 'receipt' AND o.open_native < 0
