-- What is owed at each key date. A receipt's open credit is unallocated cash; its open debit (a returned payment) is debt.
SELECT
  o.as_of,
  o.scope,
  SUM(CASE WHEN o.kind = 'receipt' AND o.open_native < 0 THEN 0 ELSE o.open_amount END) AS debt,
  SUM(CASE WHEN o.kind = 'receipt' AND o.open_native < 0 THEN -o.open_amount ELSE 0 END) AS unallocated,
  SUM(CASE WHEN o.days_past_due > 0 OR (o.kind = 'receipt' AND o.open_native < 0) THEN 0 ELSE o.open_amount END)
    AS not_due
FROM open_items o
GROUP BY o.as_of, o.scope
