-- Every bucket at every node, whatever the class.
SELECT
  p.as_of,
  p.node,
  r.position,
  r.label AS bucket,
  COALESCE(SUM(a.amount), 0) AS amount,
  COALESCE(SUM(a.receipts), 0) AS receipts
FROM points p
CROSS JOIN params_ranges r
LEFT JOIN open_amounts a ON a.as_of = p.as_of AND a.node = p.node AND a.bucket = r.position
GROUP BY p.as_of, p.node, r.position, r.label
