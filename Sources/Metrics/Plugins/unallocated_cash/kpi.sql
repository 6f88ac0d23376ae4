-- What is waiting at each key date, and how much of what was to be settled by then was settled in time.
WITH waiting AS (
  SELECT
    as_of,
    node,
    SUM(amount) AS amount,
    SUM(receipts) AS receipts,
    MAX(oldest_days) AS oldest_days,
    SUM(debits) AS debits,
    SUM(without_value_date) AS without_value_date,
    SUM(a.amount) FILTER (
      WHERE a.class IN ('unapplied', 'on_account', 'unidentified') AND a.bucket BETWEEN 0 AND params.ranges_last
    ) AS in_classes
  FROM open_amounts a CROSS JOIN params
  GROUP BY as_of, node
),
reasons AS (
  SELECT
    p.as_of,
    CASE WHEN add_days(p.as_of, 1 - params.window) < ledger.complete_from
      THEN 'receipts before ' || strftime(ledger.complete_from, '%Y-%m-%d') || ' are not in the extract' END AS window_reason,
    'no receipt had its deadline in the ' || params.window || ' days to ' || strftime(p.as_of, '%Y-%m-%d') AS none_due
  FROM periods p CROSS JOIN params CROSS JOIN ledger
)
SELECT
  p.as_of,
  p.node,
  COALESCE(w.amount, 0) AS amount,
  COALESCE(w.receipts, 0) AS count,
  w.oldest_days,
  CASE WHEN COALESCE(w.receipts, 0) = 0 THEN 'no unallocated cash' END AS oldest_days_reason,
  COALESCE(w.amount, 0) AS share_numerator,
  CASE WHEN w.debits > 0 THEN w.debits END AS share_denominator,
  CASE WHEN COALESCE(w.debits, 0) <= 0 THEN 'no open debits' END AS share_reason,
  COALESCE(d.in_time_receipts, 0) AS applied_in_time_count_share_numerator,
  CASE WHEN d.due_receipts > 0 THEN d.due_receipts END AS applied_in_time_count_share_denominator,
  COALESCE(r.window_reason, CASE WHEN COALESCE(d.due_receipts, 0) = 0 THEN r.none_due END)
    AS applied_in_time_count_share_reason,
  COALESCE(d.in_time_amount, 0) AS applied_in_time_amount_share_numerator,
  CASE WHEN d.due_amount > 0 THEN d.due_amount END AS applied_in_time_amount_share_denominator,
  COALESCE(
    r.window_reason,
    CASE
      WHEN COALESCE(d.due_receipts, 0) = 0 THEN r.none_due
      WHEN d.due_amount <= 0 THEN 'the receipts due in the window are too small to count in the report currency'
    END) AS applied_in_time_amount_share_reason,
  COALESCE(w.in_classes, 0) AS in_classes,
  COALESCE(d.in_time_receipts + d.late_receipts, 0) AS in_time_and_late,
  COALESCE(d.due_receipts, 0) AS due_receipts,
  COALESCE(d.due_amount, 0) AS due_amount,
  COALESCE(d.in_time_receipts, 0) AS in_time_receipts,
  COALESCE(d.in_time_amount, 0) AS in_time_amount,
  COALESCE(w.debits, 0) AS debits,
  COALESCE(w.without_value_date, 0) AS without_value_date
FROM points p
JOIN reasons r USING (as_of)
LEFT JOIN waiting w USING (as_of, node)
LEFT JOIN deadlines d ON d.day = p.as_of AND d.node = p.node
