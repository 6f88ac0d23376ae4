-- Every class with every bucket at every node, empty ones too.
WITH classes (place, class) AS (VALUES (0, 'unapplied'), (1, 'on_account'), (2, 'unidentified'))
SELECT
  p.as_of,
  p.node,
  c.place * (params.ranges_last + 1) + r.position AS position,
  c.class,
  r.label AS bucket,
  COALESCE(a.amount, 0) AS amount,
  COALESCE(a.receipts, 0) AS receipts
FROM points p
CROSS JOIN params
CROSS JOIN classes c
CROSS JOIN params_ranges r
LEFT JOIN open_amounts a ON a.as_of = p.as_of AND a.node = p.node AND a.class = c.class AND a.bucket = r.position
