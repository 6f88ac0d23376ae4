-- Receipts whose deadline fell in a key date's window, and those settled by it. A receipt counts at every key date whose
-- window holds its deadline, so `day` is that key date; its scope is the one valid on its value date.
WITH deadlines AS (
  -- 0 business days after a Saturday are that Saturday, not the Friday before with the same ordinal.
  SELECT v.calendar, v.day AS value_day, GREATEST(v.day, b.day) AS deadline
  FROM days v
  CROSS JOIN params p
  JOIN days b ON b.calendar = v.calendar AND b.ordinal = v.ordinal + p.within AND b.is_business
),
due_days AS (
  SELECT k.as_of, d.calendar, d.value_day, d.deadline
  FROM deadlines d
  CROSS JOIN params p
  JOIN periods k ON d.deadline > add_days(k.as_of, -p.window) AND d.deadline <= k.as_of
),
due_receipts AS (
  SELECT d.as_of, d.deadline, f.scope, f.item_no, f.posted_on, f.native_amount, f.amount
  FROM flows f
  JOIN scope_calendars c ON c.scope = f.scope
  JOIN due_days d ON d.calendar = c.calendar AND d.value_day = f.day
  WHERE f.kind = 'receipt' AND f.native_amount < 0 AND f.posted_on <= d.as_of
),
-- As it stands at the key date: a payment counts until the day on which the last of it was returned or refunded.
wholly_returned AS (
  SELECT r.as_of, r.item_no
  FROM due_receipts r
  JOIN returned_receipts t ON t.item_no = r.item_no AND t.from_day <= r.as_of AND t.until_day > r.as_of
  GROUP BY r.as_of, r.item_no, r.native_amount
  HAVING SUM(t.native_amount) >= -r.native_amount
),
judged AS (
  SELECT r.as_of, r.scope, -r.amount AS amount, r.posted_on <= r.deadline AND s.item_no IS NULL AS is_in_time
  FROM due_receipts r
  LEFT JOIN wholly_returned w ON w.as_of = r.as_of AND w.item_no = r.item_no
  LEFT JOIN item_states s ON s.item_no = r.item_no AND s.from_day <= r.deadline AND s.until_day > r.deadline
  WHERE w.item_no IS NULL
)
SELECT
  j.as_of AS day,
  j.scope,
  COUNT(*) AS due_receipts,
  SUM(j.amount) AS due_amount,
  SUM(CASE WHEN j.is_in_time THEN 1 ELSE 0 END) AS in_time_receipts,
  SUM(CASE WHEN j.is_in_time THEN j.amount ELSE 0 END) AS in_time_amount,
  SUM(CASE WHEN j.is_in_time THEN 0 ELSE 1 END) AS late_receipts
FROM judged j
GROUP BY j.as_of, j.scope
