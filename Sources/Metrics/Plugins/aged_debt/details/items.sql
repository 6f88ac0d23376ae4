-- Debits past due, by the report's age.
SELECT
  a.scope, a.customer_id, c.name, a.item_id, a.document_no, a.posted_on, a.due_on, a.age AS days_past_due, a.currency,
  a.open_native, a.open_amount
FROM (
  SELECT
    o.scope, o.customer_id, o.item_id, o.document_no, o.posted_on, o.due_on, o.currency, o.open_native, o.open_amount,
    CASE p.age_from
      WHEN 'posted_on' THEN days_between(o.posted_on, o.as_of)
      WHEN 'document_date' THEN days_between(COALESCE(o.document_date, o.posted_on), o.as_of)
      ELSE o.days_past_due
    END AS age
  FROM open_items o CROSS JOIN params p
  WHERE o.open_native > 0
) AS a
LEFT JOIN customers c ON c.customer_id = a.customer_id
WHERE a.age > 0
