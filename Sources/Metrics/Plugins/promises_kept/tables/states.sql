SELECT
  s.as_of,
  s.node,
  CASE s.state WHEN 'kept' THEN 1 WHEN 'partly_kept' THEN 2 WHEN 'broken' THEN 3 WHEN 'pending' THEN 4 ELSE 5 END AS position,
  s.state,
  s.promises,
  s.amount,
  s.paid
FROM states s
WHERE s.state IN ('kept', 'partly_kept', 'broken', 'pending', 'cancelled')
