-- Shares by number and by amount; what is pending or cancelled needs no payments, so it stands where these are missing.
WITH sums AS (
  SELECT
    as_of,
    node,
    SUM(promises) AS promises,
    SUM(amount) AS amount,
    SUM(promises) FILTER (state IN ('kept', 'partly_kept', 'broken')) AS judged,
    SUM(amount) FILTER (state IN ('kept', 'partly_kept', 'broken')) AS judged_amount,
    SUM(paid) AS paid,
    SUM(promises) FILTER (state = 'kept') AS kept,
    SUM(amount) FILTER (state = 'kept') AS kept_amount,
    SUM(promises) FILTER (state = 'partly_kept') AS partly_kept,
    SUM(amount) FILTER (state = 'partly_kept') AS partly_kept_amount,
    SUM(promises) FILTER (state = 'broken') AS broken,
    SUM(amount) FILTER (state = 'broken') AS broken_amount,
    SUM(promises) FILTER (state = 'pending') AS pending,
    SUM(amount) FILTER (state = 'pending') AS pending_amount,
    SUM(promises) FILTER (state = 'cancelled') AS cancelled,
    SUM(amount) FILTER (state = 'cancelled') AS cancelled_amount,
    SUM(promises) FILTER (state = 'impossible') AS impossible,
    SUM(promises) FILTER (state = 'not_judged') AS not_judged,
    SUM(amount) FILTER (state IN ('impossible', 'not_judged')) AS left_out_amount,
    SUM(other_currency) AS other_currency,
    SUM(early) AS early
  FROM states
  GROUP BY as_of, node
),
reasons AS (
  SELECT
    p.as_of,
    p.node,
    CASE
      WHEN add_days(p.as_of, 1 - params.window) < ledger.complete_from OR s.early > 0 THEN
        'payments before ' || strftime(ledger.complete_from, '%Y-%m-%d') || ' are not in the extract'
    END AS reason
  FROM points p
  CROSS JOIN params
  CROSS JOIN ledger
  LEFT JOIN sums s USING (as_of, node)
)
SELECT
  p.as_of,
  p.node,
  r.reason,
  COALESCE(s.kept, 0) AS kept_share_numerator,
  NULLIF(s.judged, 0) AS kept_share_denominator,
  COALESCE(r.reason, CASE WHEN COALESCE(s.judged, 0) = 0 THEN 'no promise was due in the window' END) AS kept_share_reason,
  COALESCE(s.kept_amount, 0) AS kept_amount_share_numerator,
  NULLIF(s.judged_amount, 0) AS kept_amount_share_denominator,
  COALESCE(
    r.reason,
    CASE
      WHEN COALESCE(s.judged, 0) = 0 THEN 'no promise was due in the window'
      WHEN s.judged_amount = 0 THEN 'the promises due in the window are too small to count in the report currency'
    END) AS kept_amount_share_reason,
  COALESCE(s.paid, 0) AS paid_share_numerator,
  NULLIF(s.judged_amount, 0) AS paid_share_denominator,
  COALESCE(
    r.reason,
    CASE
      WHEN COALESCE(s.judged, 0) = 0 THEN 'no promise was due in the window'
      WHEN s.judged_amount = 0 THEN 'the promises due in the window are too small to count in the report currency'
    END) AS paid_share_reason,
  COALESCE(s.judged, 0) AS judged,
  COALESCE(s.kept, 0) AS kept,
  COALESCE(s.partly_kept, 0) AS partly_kept,
  COALESCE(s.broken, 0) AS broken,
  COALESCE(s.judged_amount, 0) AS judged_amount,
  COALESCE(s.kept_amount, 0) AS kept_amount,
  COALESCE(s.partly_kept_amount, 0) AS partly_kept_amount,
  COALESCE(s.broken_amount, 0) AS broken_amount,
  COALESCE(s.paid, 0) AS paid,
  COALESCE(s.pending, 0) AS pending,
  CAST(NULL AS varchar) AS pending_reason,
  COALESCE(s.pending_amount, 0) AS pending_amount,
  CAST(NULL AS varchar) AS pending_amount_reason,
  COALESCE(s.cancelled, 0) AS cancelled,
  CAST(NULL AS varchar) AS cancelled_reason,
  COALESCE(s.cancelled_amount, 0) AS cancelled_amount,
  CAST(NULL AS varchar) AS cancelled_amount_reason,
  COALESCE(s.impossible, 0) AS impossible,
  COALESCE(s.not_judged, 0) AS not_judged,
  COALESCE(s.other_currency, 0) AS other_currency,
  COALESCE(s.kept, 0) + COALESCE(s.partly_kept, 0) + COALESCE(s.broken, 0) + COALESCE(s.pending, 0)
    + COALESCE(s.cancelled, 0) + COALESCE(s.impossible, 0) + COALESCE(s.not_judged, 0) AS in_states,
  COALESCE(s.promises, 0) AS promises,
  COALESCE(s.kept_amount, 0) + COALESCE(s.partly_kept_amount, 0) + COALESCE(s.broken_amount, 0)
    + COALESCE(s.pending_amount, 0) + COALESCE(s.cancelled_amount, 0) + COALESCE(s.left_out_amount, 0)
    AS amounts_in_states,
  COALESCE(s.amount, 0) AS all_amounts
FROM points p
JOIN reasons r USING (as_of, node)
LEFT JOIN sums s USING (as_of, node)
