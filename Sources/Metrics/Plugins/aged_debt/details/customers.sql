-- Customers with debits past due, by the report's age.
SELECT a.scope, a.customer_id, c.name, a.total, a.overdue, a.over_90, a.oldest_days, a.items
FROM (
  SELECT
    scope,
    customer_id,
    SUM(open_amount) AS total,
    SUM(CASE WHEN age > 0 AND NOT is_cash THEN open_amount ELSE 0 END) AS overdue,
    SUM(CASE WHEN age > 90 AND NOT is_cash THEN open_amount ELSE 0 END) AS over_90,
    MAX(CASE WHEN open_native > 0 THEN GREATEST(age, 0) ELSE 0 END) AS oldest_days,
    COUNT(*) AS items
  FROM (
    SELECT
      o.scope, o.customer_id, o.open_amount, o.open_native, o.kind = 'receipt' AND o.open_native < 0 AS is_cash,
      CASE p.age_from
        WHEN 'posted_on' THEN days_between(o.posted_on, o.as_of)
        WHEN 'document_date' THEN days_between(COALESCE(o.document_date, o.posted_on), o.as_of)
        ELSE o.days_past_due
      END AS age
    FROM open_items o CROSS JOIN params p
    WHERE o.customer_id IS NOT NULL
  ) AS aged
  GROUP BY scope, customer_id
  HAVING SUM(CASE WHEN age > 0 AND open_native > 0 THEN open_amount ELSE 0 END) > 0
) AS a
LEFT JOIN customers c ON c.customer_id = a.customer_id
