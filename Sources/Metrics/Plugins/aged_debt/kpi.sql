WITH figures AS (
  SELECT
    p.as_of,
    p.node,
    COALESCE(SUM(a.amount) FILTER (WHERE a.bucket <= params.ranges_last), 0) AS bucket_sum,
    COALESCE(SUM(a.amount) FILTER (WHERE a.bucket = 0), 0) AS not_due,
    COALESCE(SUM(a.amount) FILTER (WHERE a.bucket BETWEEN 1 AND params.ranges_last), 0) AS overdue,
    COALESCE(SUM(a.amount) FILTER (WHERE a.bucket > params.ranges_last), 0) AS unallocated,
    COALESCE(SUM(a.debits), 0) AS debits,
    COALESCE(SUM(a.debits) FILTER (WHERE a.bucket BETWEEN 1 AND params.ranges_last), 0) AS overdue_debits,
    COALESCE(SUM(a.over_90_debits), 0) AS over_90_debits,
    COALESCE(SUM(a.credits), 0) AS credits,
    COALESCE(SUM(a.balance), 0) AS open_balance,
    COALESCE(SUM(a.without_due_date), 0) AS without_due_date
  FROM points p
  CROSS JOIN params
  LEFT JOIN aging a USING (as_of, node)
  GROUP BY ALL
)
SELECT
  as_of,
  node,
  overdue_debits AS overdue_share_numerator,
  CASE WHEN debits > 0 THEN debits END AS overdue_share_denominator,
  CASE WHEN debits <= 0 THEN 'no open debits' END AS overdue_share_reason,
  over_90_debits AS over_90_share_numerator,
  CASE WHEN debits > 0 THEN debits END AS over_90_share_denominator,
  CASE WHEN debits <= 0 THEN 'no open debits' END AS over_90_share_reason,
  bucket_sum - unallocated AS total,
  overdue,
  not_due,
  credits,
  unallocated,
  bucket_sum,
  debits,
  overdue_debits,
  over_90_debits,
  not_due + overdue AS due_and_overdue,
  open_balance,
  without_due_date
FROM figures
