-- Promises by what has become of them. `first_made` tells whether the payments on the oldest one judged are in the extract.
SELECT
  j.as_of,
  j.scope,
  j.state,
  COUNT(*) AS promises,
  SUM(j.amount) AS amount,
  SUM(j.paid) AS paid,
  SUM(CASE WHEN j.other_currency THEN 1 ELSE 0 END) AS other_currency,
  MIN(CASE WHEN j.is_judged THEN days_between(DATE '1970-01-01', j.made_on) END) AS first_made
FROM judged j
GROUP BY j.as_of, j.scope, j.state
