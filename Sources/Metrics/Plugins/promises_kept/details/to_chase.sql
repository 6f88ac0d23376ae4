-- Broken and partly kept promises on which there is still something to be had.
SELECT
  j.scope_now AS scope, j.customer_id, c.name, j.promise_id, j.item_id, j.made_on, j.due_on,
  days_between(j.due_on, j.as_of) AS days_since,
  j.state,
  j.amount,
  j.paid,
  o.open_amount AS open_now
FROM judged j
LEFT JOIN customers c ON c.customer_id = j.customer_id
LEFT JOIN open_items o ON o.item_no = j.item_no
WHERE j.as_of = (SELECT MAX(k.as_of) FROM periods k) AND j.state IN ('broken', 'partly_kept') AND (j.item_id IS NULL OR o.open_amount > 0)
