-- Open items by bucket. Unallocated cash (receipts' open credits) is the bucket after the last, as a positive figure.
SELECT
  a.as_of,
  a.scope,
  CASE WHEN a.is_cash THEN a.last_bucket + 1 ELSE b.bucket END AS bucket,
  SUM(CASE WHEN a.is_cash THEN -a.open_amount ELSE a.open_amount END) AS amount,
  COUNT(*) AS items,
  SUM(CASE WHEN a.open_native > 0 THEN a.open_amount ELSE 0 END) AS debits,
  SUM(CASE WHEN a.open_native > 0 AND a.age > 90 THEN a.open_amount ELSE 0 END) AS over_90_debits,
  SUM(CASE WHEN a.open_native < 0 AND NOT a.is_cash THEN a.open_amount ELSE 0 END) AS credits,
  SUM(a.open_amount) AS balance,
  SUM(CASE WHEN a.due_on IS NULL AND a.age_from = 'due_on' AND NOT a.is_cash THEN 1 ELSE 0 END) AS without_due_date
FROM (
  SELECT
    o.as_of, o.scope, o.open_amount, o.open_native, o.due_on, p.age_from, p.ranges_last_day, p.ranges_last AS last_bucket,
    o.kind = 'receipt' AND o.open_native < 0 AS is_cash,
    CASE p.age_from
      WHEN 'posted_on' THEN days_between(o.posted_on, o.as_of)
      WHEN 'document_date' THEN days_between(COALESCE(o.document_date, o.posted_on), o.as_of)
      ELSE o.days_past_due
    END AS age
  FROM open_items o CROSS JOIN params p
) AS a
JOIN params_ranges_by_day b ON b.day = LEAST(GREATEST(a.age, 0), a.ranges_last_day)
GROUP BY a.as_of, a.scope, CASE WHEN a.is_cash THEN a.last_bucket + 1 ELSE b.bucket END
