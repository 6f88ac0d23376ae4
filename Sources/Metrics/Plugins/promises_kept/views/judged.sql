-- Promises made by each key date, with what has become of them by then. A verdict doesn't depend on the key date: it is
-- found once, on the day the promise is judged.
WITH RECURSIVE made AS (
  SELECT DISTINCT
    r.promise_id, r.customer_id, r.currency, r.item_no, r.made_on, r.due_on, r.cancelled_on, r.native_amount,
    add_days(r.due_on, p.tolerance) AS judged_on,
    CASE
      WHEN r.made_on > r.due_on THEN 'impossible'
      WHEN r.cancelled_on <= add_days(r.due_on, p.tolerance) THEN 'cancelled'
      WHEN r.item_id IS NULL THEN 'by_receipts'
      WHEN NOT r.item_found OR days_between(r.made_on, r.due_on) > p.longest THEN 'not_judged'
      ELSE 'by_item'
    END AS fate
  FROM promises r CROSS JOIN params p
),
reach AS (
  SELECT add_days(MIN(k.as_of), -MAX(p.window)) AS before_windows, MAX(k.as_of) AS newest
  FROM periods k CROSS JOIN params p
),
-- Promises on one item, or of one customer in one currency, look to the same cash: they share an account, and take their
-- turns by date.
due AS (
  SELECT
    m.*,
    CASE WHEN m.fate = 'by_receipts' THEN m.customer_id END AS payer,
    CASE WHEN m.fate = 'by_receipts' THEN m.currency END AS payer_currency,
    CASE m.fate
      WHEN 'by_item' THEN 'item ' || CAST(m.item_no AS varchar)
      ELSE 'customer ' || COALESCE(m.currency, '') || ' ' || COALESCE(m.customer_id, '')
    END AS account
  FROM made m
  JOIN reach h ON m.judged_on <= h.newest
  WHERE m.fate IN ('by_item', 'by_receipts')
),
-- Only those that bear on a promise judged in some key date's window.
accounts AS (
  SELECT
    d.account, d.item_no, d.payer, d.payer_currency, COUNT(*) AS turns, MIN(d.made_on) AS first_day,
    MAX(d.judged_on) AS last_day
  FROM due d
  GROUP BY d.account, d.item_no, d.payer, d.payer_currency
  HAVING MAX(d.judged_on) > (SELECT h.before_windows FROM reach h)
),
states AS (
  SELECT a.account, i.from_day, i.until_day, i.currency, i.open_native
  FROM accounts a JOIN item_states i ON i.item_no = a.item_no
),
postings AS (
  SELECT a.account, f.posted_on, f.currency, f.native_amount
  FROM accounts a JOIN flows f ON f.item_no = a.item_no AND f.posted_on >= a.first_day AND f.posted_on <= a.last_day
  WHERE f.kind IN ('invoice', 'adjustment', 'receipt')
),
-- What came in day by day: the fall of the item's open amount, which a posting as such doesn't change, or the receipts.
cash AS (
  SELECT c.account, c.day, CAST(SUM(c.amount) AS decimal(38,4)) AS amount
  FROM (
    SELECT account, until_day AS day, open_native AS amount FROM states
    UNION ALL
    SELECT account, from_day, -open_native FROM states
    UNION ALL
    SELECT account, posted_on, native_amount FROM postings
    UNION ALL
    SELECT a.account, f.posted_on, -f.native_amount
    FROM accounts a
    JOIN flows f ON f.customer_id = a.payer AND f.currency = a.payer_currency
      AND f.posted_on >= a.first_day AND f.posted_on <= a.last_day
    WHERE f.kind = 'receipt'
  ) AS c
  GROUP BY c.account, c.day
),
item_currencies AS (
  SELECT c.account, MIN(c.currency) AS currency
  FROM (SELECT account, currency FROM states UNION ALL SELECT account, currency FROM postings) AS c
  GROUP BY c.account
),
came AS (
  SELECT d.promise_id, SUM(c.amount) AS amount
  FROM due d JOIN cash c ON c.account = d.account AND c.day >= d.made_on AND c.day <= d.judged_on
  GROUP BY d.promise_id
),
closing AS (
  SELECT d.promise_id, SUM(i.open_native) AS amount
  FROM due d JOIN states i ON i.account = d.account AND i.from_day <= d.judged_on AND i.until_day > d.judged_on
  GROUP BY d.promise_id
),
-- A promise is for no more than was open on its item; in another currency than the item's, for just that.
claims AS (
  SELECT
    d.account, a.turns, d.promise_id, d.made_on, d.judged_on, d.native_amount, x.currency <> d.currency AS other_currency,
    COALESCE(c.amount, 0) AS came,
    d.fate = 'by_item' AND COALESCE(e.amount, 0) <= 0 AS is_settled,
    CASE
      WHEN d.fate = 'by_receipts' THEN d.native_amount
      WHEN x.currency <> d.currency THEN COALESCE(c.amount, 0) + COALESCE(e.amount, 0)
      ELSE LEAST(d.native_amount, COALESCE(c.amount, 0) + COALESCE(e.amount, 0))
    END AS wanted,
    ROW_NUMBER() OVER (PARTITION BY d.account ORDER BY d.due_on, d.made_on, d.promise_id) AS turn
  FROM due d
  JOIN accounts a ON a.account = d.account
  LEFT JOIN item_currencies x ON x.account = d.account
  LEFT JOIN came c ON c.promise_id = d.promise_id
  LEFT JOIN closing e ON e.promise_id = d.promise_id
),
turns AS (
  SELECT
    account, turn, promise_id, made_on, judged_on, GREATEST(wanted, 0) AS wanted,
    MIN(made_on) OVER (PARTITION BY account ORDER BY turn ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS earliest
  FROM claims
  WHERE turns > 1
),
-- Turn by turn, a promise takes of what is left in its time, the oldest cash first.
shares AS (
  SELECT
    c.account, CAST(0 AS bigint) AS turn, c.day, CAST(0 AS decimal(38,4)) AS taken, c.amount AS amount_left
  FROM cash c JOIN accounts a ON a.account = c.account AND a.turns > 1
  UNION ALL
  SELECT
    b.account, b.turn, b.day, CAST(b.taken AS decimal(38,4)), CAST(b.amount - b.taken AS decimal(38,4))
  FROM (
    SELECT
      w.account, w.turn, w.day, w.amount,
      GREATEST(0, LEAST(w.usable, LEAST(w.wanted, w.in_time) - COALESCE(w.usable_before, 0))) AS taken
    FROM (
      SELECT
        t.account, t.turn, t.wanted, s.day, s.amount_left AS amount,
        CASE WHEN s.day BETWEEN t.made_on AND t.judged_on THEN GREATEST(s.amount_left, 0) ELSE 0 END AS usable,
        SUM(CASE WHEN s.day BETWEEN t.made_on AND t.judged_on THEN s.amount_left ELSE 0 END)
          OVER (PARTITION BY t.account) AS in_time,
        SUM(CASE WHEN s.day BETWEEN t.made_on AND t.judged_on THEN GREATEST(s.amount_left, 0) ELSE 0 END)
          OVER (PARTITION BY t.account ORDER BY s.day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS usable_before
      FROM shares s
      JOIN turns t ON t.account = s.account AND t.turn = s.turn + 1 AND s.day >= t.earliest
    ) AS w
  ) AS b
),
taken AS (
  SELECT t.promise_id, SUM(s.taken) AS amount
  FROM shares s JOIN turns t ON t.account = s.account AND t.turn = s.turn
  GROUP BY t.promise_id
),
-- An item that is settled in time keeps every promise on it.
paid AS (
  SELECT
    c.promise_id, c.wanted, c.other_currency,
    CASE WHEN c.turns = 1 OR c.is_settled THEN c.came ELSE COALESCE(t.amount, 0) END AS amount,
    CASE WHEN c.other_currency THEN c.wanted ELSE c.native_amount END AS whole
  FROM claims c LEFT JOIN taken t ON t.promise_id = c.promise_id
),
verdicts AS (
  SELECT
    v.promise_id,
    COALESCE(v.other_currency, 1 = 0) AS other_currency,
    GREATEST(0, LEAST(v.amount, v.wanted)) AS paid,
    v.whole,
    CASE
      WHEN v.wanted <= 0 THEN 'not_judged'
      WHEN v.amount * 100 >= v.wanted * (100 - p.tolerance_percent) THEN 'kept'
      WHEN v.amount > 0 THEN 'partly_kept'
      ELSE 'broken'
    END AS state
  FROM paid v CROSS JOIN params p
),
by_key_date AS (
  SELECT
    r.as_of, r.scope, r.promise_id, r.customer_id, r.item_id, r.item_no, r.made_on, r.due_on, r.amount,
    CASE
      WHEN m.fate = 'impossible' THEN r.made_on
      WHEN r.cancelled_on <= r.as_of AND m.fate = 'cancelled' THEN GREATEST(r.cancelled_on, r.made_on)
      WHEN m.judged_on > r.as_of THEN r.as_of
      ELSE m.judged_on
    END AS counted_on,
    CASE
      WHEN m.fate = 'impossible' THEN m.fate
      WHEN r.cancelled_on <= r.as_of AND m.fate = 'cancelled' THEN m.fate
      WHEN m.judged_on > r.as_of THEN 'pending'
      ELSE COALESCE(v.state, 'not_judged')
    END AS state,
    v.paid, v.whole, v.other_currency, v.promise_id IS NOT NULL AS has_verdict, r.made_on < l.complete_from AS is_early
  FROM promises r
  CROSS JOIN ledger l
  JOIN made m ON m.promise_id = r.promise_id
  LEFT JOIN verdicts v ON v.promise_id = r.promise_id
)
SELECT
  b.as_of, COALESCE(h.scope, b.scope) AS scope, b.scope AS scope_now, b.promise_id, b.customer_id, b.item_id, b.item_no,
  b.made_on, b.due_on, b.state, b.amount,
  CASE
    WHEN b.state IN ('kept', 'partly_kept', 'broken') THEN convert_money(b.amount, b.paid, b.whole, 4) ELSE 0
  END AS paid,
  b.state IN ('kept', 'partly_kept', 'broken') AND b.other_currency AS other_currency,
  -- The verdict hangs on payments that are not in the extract, even that nothing was open on the item.
  b.event = 'due' AND b.is_early AS is_early
FROM (
  SELECT
    k.*,
    CASE
      WHEN k.state = 'cancelled' THEN 'cancelled'
      WHEN k.has_verdict AND k.state NOT IN ('pending', 'impossible') THEN 'due'
    END AS event
  FROM by_key_date k
) AS b
CROSS JOIN params p
LEFT JOIN happened h ON h.promise_id = b.promise_id AND h.event = b.event
-- What happened outside the report's filter is none of its business, though the customer has come into it since.
WHERE b.counted_on > add_days(b.as_of, -p.window) AND (b.event IS NULL OR h.scope IS NOT NULL)
