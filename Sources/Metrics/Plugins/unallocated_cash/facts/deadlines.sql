-- Receipts whose deadline fell in a key date's window, and those settled by it. A receipt counts at every key date whose
-- window holds its deadline, so `day` is that key date; its scope is the one valid on its value date.
WITH deadline_ordinals AS (
  SELECT v.calendar, v.day AS value_day, v.ordinal + p.within AS ordinal
  FROM days v CROSS JOIN params p
),
due_days AS (
  -- 0 business days after a Saturday are that Saturday, not the Friday before with the same ordinal.
  SELECT DISTINCT v.calendar, v.value_day, GREATEST(v.value_day, b.day) AS deadline
  FROM deadline_ordinals v
  JOIN days b ON b.calendar = v.calendar AND b.ordinal = v.ordinal AND b.is_business
  CROSS JOIN params p
  JOIN periods k ON GREATEST(v.value_day, b.day) > add_days(k.as_of, -p.window)
    AND GREATEST(v.value_day, b.day) <= k.as_of
),
-- Each receipt once, judged at the end of its deadline.
due AS (
  SELECT
    f.scope, f.item_no, f.native_amount, -f.amount AS amount, d.deadline,
    GREATEST(f.posted_on, d.deadline) AS counts_from,
    f.posted_on <= d.deadline AND s.item_no IS NULL AS is_in_time
  FROM flows f
  JOIN scope_calendars c ON c.scope = f.scope
  JOIN due_days d ON d.calendar = c.calendar AND d.value_day = f.day
  LEFT JOIN item_states s ON s.item_no = f.item_no AND s.from_day <= d.deadline AND s.until_day > d.deadline
  -- The earliest such day by itself, so that older receipts aren't converted first.
  WHERE f.kind = 'receipt' AND f.native_amount < 0 AND f.day >= (SELECT MIN(e.value_day) FROM due_days e)
),
by_deadline AS (
  SELECT
    scope, deadline, counts_from,
    COUNT(*) AS receipts,
    SUM(amount) AS amount,
    SUM(CASE WHEN is_in_time THEN 1 ELSE 0 END) AS in_time_receipts,
    SUM(CASE WHEN is_in_time THEN amount ELSE 0 END) AS in_time_amount
  FROM due
  GROUP BY scope, deadline, counts_from
),
-- As it stands at each key date: a payment counts until the day on which the last of it was returned or refunded.
wholly_returned AS (
  SELECT k.as_of, d.scope, d.item_no, d.amount, d.is_in_time
  FROM due d
  CROSS JOIN params p
  JOIN returned_receipts t ON t.item_no = d.item_no
  JOIN periods k ON d.counts_from <= k.as_of AND d.deadline > add_days(k.as_of, -p.window)
    AND t.from_day <= k.as_of AND t.until_day > k.as_of
  GROUP BY k.as_of, d.scope, d.item_no, d.amount, d.is_in_time, d.native_amount
  HAVING SUM(t.native_amount) >= -d.native_amount
),
counted AS (
  SELECT k.as_of, b.scope, b.receipts, b.amount, b.in_time_receipts, b.in_time_amount
  FROM by_deadline b
  CROSS JOIN params p
  JOIN periods k ON b.counts_from <= k.as_of AND b.deadline > add_days(k.as_of, -p.window)
  UNION ALL
  SELECT
    w.as_of, w.scope, -1, -w.amount, CASE WHEN w.is_in_time THEN -1 ELSE 0 END,
    CASE WHEN w.is_in_time THEN -w.amount ELSE 0 END
  FROM wholly_returned w
)
SELECT
  as_of AS day,
  scope,
  SUM(receipts) AS due_receipts,
  SUM(amount) AS due_amount,
  SUM(in_time_receipts) AS in_time_receipts,
  SUM(in_time_amount) AS in_time_amount,
  SUM(receipts - in_time_receipts) AS late_receipts
FROM counted
GROUP BY as_of, scope
