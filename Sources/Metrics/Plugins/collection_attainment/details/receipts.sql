-- Receipts of the key date's month so far by value date, as positive figures; a returned payment is negative.
SELECT
  r.scope,
  r.customer_id,
  c.name,
  r.item_id,
  r.document_no,
  r.value_date,
  r.posted_on,
  r.class,
  r.currency,
  r.native_amount,
  r.amount
FROM (
  SELECT
    f.scope, f.customer_id, f.item_id, f.document_no, f.value_date, f.posted_on, f.currency,
    COALESCE(f.receipt_class, CASE WHEN f.customer_id IS NULL THEN 'unidentified' ELSE 'unapplied' END) AS class,
    COALESCE(f.value_date, f.posted_on) AS received_on,
    -f.native_amount AS native_amount,
    -f.amount AS amount
  FROM flows f
  WHERE f.kind = 'receipt'
) AS r
LEFT JOIN customers c ON c.customer_id = r.customer_id
WHERE r.received_on >= (SELECT month_start(MAX(k.as_of)) FROM periods k) AND r.received_on <= (SELECT MAX(k.as_of) FROM periods k)
