-- Promises by what has become of them.
SELECT
  j.as_of,
  j.scope,
  j.state,
  COUNT(*) AS promises,
  SUM(j.amount) AS amount,
  SUM(j.paid) AS paid,
  SUM(CASE WHEN j.other_currency THEN 1 ELSE 0 END) AS other_currency,
  SUM(CASE WHEN j.is_early THEN 1 ELSE 0 END) AS early
FROM judged j
GROUP BY j.as_of, j.scope, j.state
