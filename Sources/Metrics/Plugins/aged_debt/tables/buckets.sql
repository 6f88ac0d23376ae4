-- Every bucket at every node, empty ones too.
WITH buckets AS (
  SELECT position, label AS bucket FROM params_ranges
  UNION ALL
  SELECT params.ranges_last + 1, 'unallocated' FROM params
)
SELECT p.as_of, p.node, b.position, b.bucket, COALESCE(a.amount, 0) AS amount, COALESCE(a.items, 0) AS items
FROM points p
CROSS JOIN buckets b
LEFT JOIN aging a ON a.as_of = p.as_of AND a.node = p.node AND a.bucket = b.position
