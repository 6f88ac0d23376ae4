-- Countback, walked once for all receivables and once for the part that is not yet due.
WITH sales_by_month AS (
  SELECT m.as_of, s.node, m.back, SUM(s.sales) AS sales
  FROM months m JOIN sales s ON s.day >= m.month_start AND s.day <= m.last_day
  GROUP BY ALL
),
months_walked AS (
  SELECT p.as_of, p.node, m.back, m.days, COALESCE(s.sales, 0) AS sales
  FROM points p
  JOIN months m USING (as_of)
  LEFT JOIN sales_by_month s USING (as_of, node, back)
),
usable_months AS (
  SELECT w.*, params.empty_months,
    MIN(w.back) FILTER (WHERE w.sales <= 0) OVER (PARTITION BY w.as_of, w.node) AS first_empty
  FROM months_walked w CROSS JOIN params
  QUALIFY CASE params.empty_months
    WHEN 'skip' THEN w.sales > 0
    WHEN 'stop' THEN first_empty IS NULL OR w.back < first_empty
    ELSE TRUE END
),
amounts AS (
  SELECT p.as_of, p.node,
    COALESCE(r.debt, 0) - CASE WHEN params.net_of_unallocated THEN COALESCE(r.unallocated, 0) ELSE 0 END AS receivables,
    COALESCE(r.not_due, 0) AS not_due,
    COALESCE(r.debt, 0) AS debt,
    COALESCE(r.unallocated, 0) AS unallocated
  FROM points p
  CROSS JOIN params
  LEFT JOIN receivables r USING (as_of, node)
),
parts AS (
  SELECT as_of, node, 'whole' AS part, receivables AS amount FROM amounts
  UNION ALL
  SELECT as_of, node, 'current', LEAST(not_due, receivables) FROM amounts
),
-- reached: sales of the months so far; a month is whole when they stay within the amount, and no month is begun when
-- nothing is left.
steps AS (
  SELECT a.as_of, a.node, a.part, a.amount, u.days, u.sales,
    SUM(GREATEST(u.sales, 0)) OVER (PARTITION BY a.as_of, a.node, a.part ORDER BY u.back) AS reached
  FROM parts a JOIN usable_months u USING (as_of, node)
  WHERE a.amount > 0
),
walked AS (
  SELECT as_of, node, part,
    SUM(days) FILTER (WHERE reached <= amount AND reached - GREATEST(sales, 0) < amount) AS whole_days,
    MAX(sales) FILTER (WHERE reached > amount AND reached - sales < amount) AS last_sales,
    MAX((amount - (reached - sales)) * days) FILTER (WHERE reached > amount AND reached - sales < amount) AS rest_days,
    MAX(amount - (reached - sales)) FILTER (WHERE reached > amount AND reached - sales < amount) AS rest,
    MAX(days) FILTER (WHERE reached > amount AND reached - sales < amount) AS last_days,
    MAX(reached) >= MAX(amount) AS is_covered,
    SUM(days) AS history_days
  FROM steps
  GROUP BY ALL
),
window_sales AS (
  SELECT p.as_of, p.node, COALESCE(SUM(s.sales), 0) AS sales
  FROM points p
  CROSS JOIN params
  LEFT JOIN sales s ON s.node = p.node AND s.day > add_days(p.as_of, -params.window) AND s.day <= p.as_of
  GROUP BY ALL
),
reasons AS (
  SELECT p.as_of,
    CASE WHEN add_days(p.as_of, 1 - params.window) < ledger.complete_from
      THEN 'sales before ' || strftime(ledger.complete_from, '%Y-%m-%d') || ' are not in the extract' END AS window_reason
  FROM periods p CROSS JOIN params CROSS JOIN ledger
)
SELECT
  a.as_of,
  a.node,
  CAST(COALESCE(w.whole_days, 0) AS BIGINT) AS countback_whole,
  CASE WHEN w.is_covered THEN COALESCE(w.rest_days, 0) END AS countback_numerator,
  COALESCE(w.last_sales, 1) AS countback_denominator,
  CASE
    WHEN a.receivables <= 0 THEN 'no receivables'
    WHEN w.is_covered THEN NULL
    WHEN w.history_days IS NULL THEN 'no whole month of sales in the extract'
    ELSE 'receivables exceed all sales in the history: more than ' || w.history_days || ' days'
  END AS countback_reason,
  CAST(COALESCE(c.whole_days, 0) AS BIGINT) AS best_possible_whole,
  CASE WHEN LEAST(a.not_due, a.receivables) <= 0 OR c.is_covered THEN COALESCE(c.rest_days, 0) END
    AS best_possible_numerator,
  COALESCE(c.last_sales, 1) AS best_possible_denominator,
  CASE
    WHEN LEAST(a.not_due, a.receivables) <= 0 OR c.is_covered THEN NULL
    WHEN c.history_days IS NULL THEN 'no whole month of sales in the extract'
    ELSE 'the part not yet due exceeds all sales in the history: more than ' || c.history_days || ' days'
  END AS best_possible_reason,
  w.rest AS countback_rest,
  w.last_sales AS countback_sales,
  w.last_days AS countback_days,
  LEAST(a.not_due, a.receivables) AS current_part,
  CAST(COALESCE(c.whole_days, 0) AS BIGINT) AS current_whole,
  c.rest AS current_rest,
  c.last_sales AS current_sales,
  c.last_days AS current_days,
  a.debt,
  CASE WHEN params.net_of_unallocated THEN a.unallocated END AS deducted,
  a.receivables * params.window AS simple_numerator,
  CASE WHEN s.sales > 0 AND r.window_reason IS NULL THEN s.sales END AS simple_denominator,
  COALESCE(
    r.window_reason,
    CASE WHEN s.sales <= 0 THEN 'no sales in the ' || params.window || ' days to ' || strftime(a.as_of, '%Y-%m-%d') END)
    AS simple_reason,
  a.receivables AS receivables,
  CASE WHEN r.window_reason IS NULL THEN s.sales END AS sales,
  r.window_reason AS sales_reason
FROM amounts a
CROSS JOIN params
JOIN reasons r USING (as_of)
JOIN window_sales s USING (as_of, node)
LEFT JOIN walked w ON w.as_of = a.as_of AND w.node = a.node AND w.part = 'whole'
LEFT JOIN walked c ON c.as_of = a.as_of AND c.node = a.node AND c.part = 'current'
