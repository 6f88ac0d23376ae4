-- Receipts' open credits by class and age, as positive figures; and all open debits, of whatever kind, which have no class.
SELECT
  a.as_of,
  a.scope,
  a.class,
  b.bucket,
  SUM(CASE WHEN a.is_cash THEN -a.open_amount ELSE 0 END) AS amount,
  SUM(CASE WHEN a.is_cash THEN 1 ELSE 0 END) AS receipts,
  MAX(CASE WHEN a.is_cash THEN a.age END) AS oldest_days,
  SUM(CASE WHEN a.is_cash THEN 0 ELSE a.open_amount END) AS debits,
  SUM(CASE WHEN a.is_cash AND a.value_date IS NULL THEN 1 ELSE 0 END) AS without_value_date
FROM (
  SELECT
    o.as_of, o.scope, o.open_amount, o.value_date, p.ranges_last_day,
    o.open_native < 0 AS is_cash,
    CASE
      WHEN o.open_native > 0 THEN 'debit'
      WHEN o.receipt_class IS NOT NULL THEN o.receipt_class
      WHEN o.customer_id IS NULL THEN 'unidentified'
      ELSE 'unapplied'
    END AS class,
    -- A value date may still lie ahead; debits aren't aged here.
    CASE
      WHEN o.open_native > 0 THEN 0
      ELSE GREATEST(days_between(COALESCE(o.value_date, o.posted_on), o.as_of), 0)
    END AS age
  FROM open_items o CROSS JOIN params p
  WHERE o.open_native > 0 OR o.kind = 'receipt'
) AS a
JOIN params_ranges_by_day b ON b.day = LEAST(a.age, a.ranges_last_day)
GROUP BY a.as_of, a.scope, a.class, b.bucket
