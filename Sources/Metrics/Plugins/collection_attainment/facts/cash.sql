-- Cash by value date: receipts are credits, so what came in is negative in the ledger and a returned payment positive.
-- No window reaches back further than the fiscal year before the oldest key date's.
SELECT
  f.day,
  f.scope,
  f.known_on,
  s.calendar,
  -SUM(f.amount) AS collected,
  SUM(CASE WHEN f.value_date IS NULL THEN 1 ELSE 0 END) AS without_value_date
FROM flows f
JOIN scope_calendars s ON s.scope = f.scope
WHERE f.kind = 'receipt' AND f.day >= (SELECT MIN(w.previous_starts_on) FROM windows w WHERE w.name = 'year')
GROUP BY f.day, f.scope, f.known_on, s.calendar
