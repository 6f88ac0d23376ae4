-- Medians and percentiles come from histograms; the rest is sums.
WITH in_window AS (
  SELECT
    w.as_of,
    r.node,
    SUM(r.cases) FILTER (WHERE r.day >= w.starts_on) AS cases,
    SUM(r.cases * r.days) FILTER (WHERE r.day >= w.starts_on) AS days,
    SUM(r.cases) FILTER (WHERE r.day < w.starts_on) AS previous_cases,
    SUM(r.cases * r.days) FILTER (WHERE r.day < w.starts_on) AS previous_days
  FROM params p
  JOIN windows w ON w.name = p.period
  JOIN resolved r ON r.calendar = w.calendar
  WHERE r.day BETWEEN w.starts_on AND w.to_day OR r.day BETWEEN w.previous_starts_on AND w.previous_to_day
  GROUP BY ALL
),
open_now AS (
  SELECT
    as_of, node, SUM(disputes) AS disputes, SUM(amount) AS amount, SUM(age_days) AS age_days,
    MAX(oldest_age) AS oldest_age, SUM(settled_items) AS settled_items, SUM(without_amount) AS without_amount,
    SUM(negative_amount) AS negative_amount
  FROM waiting
  GROUP BY ALL
)
SELECT
  p.as_of,
  p.node,
  w.days AS mean_days_numerator,
  w.cases AS mean_days_denominator,
  CASE WHEN w.cases IS NULL THEN 'no dispute was resolved in the period' END AS mean_days_reason,
  w.previous_days AS mean_days_previous_numerator,
  w.previous_cases AS mean_days_previous_denominator,
  COALESCE(w.cases, 0) AS resolved,
  COALESCE(w.previous_cases, 0) AS resolved_previous,
  COALESCE(o.disputes, 0) AS open,
  COALESCE(o.amount, 0) AS open_amount,
  o.age_days AS open_mean_age_numerator,
  o.disputes AS open_mean_age_denominator,
  CASE WHEN o.disputes IS NULL THEN 'no dispute is open' END AS open_mean_age_reason,
  o.oldest_age AS open_max_age,
  CASE WHEN o.disputes IS NULL THEN 'no dispute is open' END AS open_max_age_reason,
  w.days AS resolved_days_in_all,
  o.age_days AS open_days_in_all,
  COALESCE(o.settled_items, 0) AS settled_items,
  COALESCE(o.without_amount, 0) AS without_amount,
  COALESCE(o.negative_amount, 0) AS negative_amount,
  COALESCE(r.void, 0) AS void_disputes,
  COALESCE(r.impossible, 0) AS impossible_disputes,
  COALESCE(r.unknown_items, 0) AS unknown_items,
  COALESCE(r.disputes, 0) AS known_disputes,
  COALESCE(o.disputes, 0) + COALESCE(r.resolved, 0) + COALESCE(r.void, 0) + COALESCE(r.impossible, 0)
    AS accounted_disputes
FROM points p
LEFT JOIN in_window w USING (as_of, node)
LEFT JOIN open_now o USING (as_of, node)
LEFT JOIN register r USING (as_of, node)
