-- Cash to date in each window, its part before this month, and the window before to the same business day. Calendars are
-- kept apart, since they have come to different business days.
WITH borders AS (
  SELECT as_of, calendar,
    MAX(elapsed) FILTER (WHERE name = 'month') AS elapsed,
    MAX(business_days) FILTER (WHERE name = 'month') AS business_days,
    MAX(starts_on) FILTER (WHERE name = 'month') AS month_on,
    MAX(starts_on) FILTER (WHERE name = 'quarter') AS quarter_on,
    MAX(starts_on) FILTER (WHERE name = 'year') AS year_on,
    MAX(previous_starts_on) FILTER (WHERE name = 'month') AS month_before_on,
    MAX(previous_to_day) FILTER (WHERE name = 'month') AS month_before_to,
    MAX(previous_starts_on) FILTER (WHERE name = 'quarter') AS quarter_before_on,
    MAX(previous_to_day) FILTER (WHERE name = 'quarter') AS quarter_before_to,
    MAX(previous_starts_on) FILTER (WHERE name = 'year') AS year_before_on,
    MAX(previous_to_day) FILTER (WHERE name = 'year') AS year_before_to
  FROM windows
  GROUP BY ALL
),
by_calendar AS (
  SELECT p.as_of, p.node, b.calendar, b.elapsed, b.business_days,
    COALESCE(SUM(c.collected) FILTER (WHERE c.day >= b.month_on), 0) AS of_month,
    COALESCE(SUM(c.collected) FILTER (WHERE c.day >= b.quarter_on), 0) AS of_quarter,
    COALESCE(SUM(c.collected) FILTER (WHERE c.day >= b.quarter_on AND c.day < b.month_on), 0) AS of_quarter_so_far,
    COALESCE(SUM(c.collected) FILTER (WHERE c.day >= b.year_on), 0) AS of_year,
    COALESCE(SUM(c.collected) FILTER (WHERE c.day >= b.year_on AND c.day < b.month_on), 0) AS of_year_so_far,
    COALESCE(SUM(c.collected) FILTER (WHERE c.day BETWEEN b.month_before_on AND b.month_before_to), 0) AS of_month_before,
    COALESCE(SUM(c.collected) FILTER (WHERE c.day BETWEEN b.quarter_before_on AND b.quarter_before_to), 0)
      AS of_quarter_before,
    COALESCE(SUM(c.collected) FILTER (WHERE c.day BETWEEN b.year_before_on AND b.year_before_to), 0) AS of_year_before,
    COALESCE(SUM(c.without_value_date) FILTER (WHERE c.day >= b.month_on), 0) AS without_value_date
  FROM points p
  JOIN calendars k USING (node)
  JOIN borders b ON b.as_of = p.as_of AND b.calendar = k.calendar
  LEFT JOIN cash c ON c.node = p.node AND c.calendar = b.calendar
    AND c.day BETWEEN b.year_before_on AND p.as_of AND c.known_on <= p.as_of
  GROUP BY ALL
),
-- 72,201,776,446,800 is the least number that every count of days up to 31 divides: the projections of several calendars
-- add up as whole parts of it, and the host divides once. A calendar that has not begun its month counts as it stands.
sums AS (
  SELECT as_of, node,
    SUM(CASE
      WHEN elapsed > 0 THEN of_month * (72201776446800 // elapsed * business_days)
      ELSE of_month * 72201776446800
    END) AS projected_parts,
    CASE WHEN MAX(elapsed) = 0 THEN 'no business day of the month has passed' END AS pace_reason,
    -- Of one calendar; several have come to different days.
    CASE WHEN MIN(elapsed) = MAX(elapsed) AND MIN(business_days) = MAX(business_days) AND MIN(elapsed) > 0 THEN MIN(elapsed) END AS elapsed,
    MIN(business_days) AS business_days,
    SUM(of_month) AS of_month,
    SUM(of_quarter) AS of_quarter,
    SUM(of_quarter_so_far) AS of_quarter_so_far,
    SUM(of_year) AS of_year,
    SUM(of_year_so_far) AS of_year_so_far,
    SUM(of_month_before) AS of_month_before,
    SUM(of_quarter_before) AS of_quarter_before,
    SUM(of_year_before) AS of_year_before,
    SUM(without_value_date) AS without_value_date
  FROM by_calendar
  GROUP BY ALL
),
by_window AS (
  SELECT as_of, node, 'month' AS name, of_month AS collected, 0 AS so_far, of_month_before AS previous FROM sums
  UNION ALL
  SELECT as_of, node, 'quarter', of_quarter, of_quarter_so_far, of_quarter_before FROM sums
  UNION ALL
  SELECT as_of, node, 'year', of_year, of_year_so_far, of_year_before FROM sums
),
reach AS (
  SELECT w.as_of, w.name,
    ANY_VALUE(CASE WHEN w.starts_on < ledger.complete_from
      THEN 'receipts before ' || strftime(ledger.complete_from, '%Y-%m-%d') || ' are not in the extract' END) AS reason,
    BOOL_AND(ledger.complete_from IS NULL OR w.previous_starts_on >= ledger.complete_from) AS is_previous_known
  FROM windows w CROSS JOIN ledger
  GROUP BY ALL
),
windowed AS (
  SELECT s.as_of, s.node, s.name, s.collected, s.so_far, r.reason,
    CASE WHEN r.is_previous_known THEN s.previous END AS previous,
    t.amount AS target,
    CASE WHEN b.amount <> 0 THEN b.amount END AS previous_target,
    CASE WHEN t.amount IS NULL THEN 'no target for the ' || s.name END AS target_reason,
    CASE WHEN t.amount = 0 THEN 'the target is 0' END AS zero_reason,
    CASE WHEN t.amount < 0 THEN 'the target is below 0' END AS negative_reason
  FROM by_window s
  JOIN reach r USING (as_of, name)
  LEFT JOIN targets t
    ON t.as_of = s.as_of AND t.node = s.node AND t.name = s.name AND t.measure = 'collected' AND NOT t.is_previous
  LEFT JOIN targets b
    ON b.as_of = s.as_of AND b.node = s.node AND b.name = s.name AND b.measure = 'collected' AND b.is_previous
)
SELECT
  s.as_of,
  s.node,

  m.collected AS attainment_numerator,
  CASE WHEN m.target > 0 THEN m.target END AS attainment_denominator,
  COALESCE(m.reason, m.target_reason, m.zero_reason, m.negative_reason) AS attainment_reason,
  m.previous AS attainment_previous_numerator,
  CASE WHEN m.previous_target > 0 THEN m.previous_target END AS attainment_previous_denominator,
  m.collected AS collected,
  m.reason AS collected_reason,
  m.previous AS collected_previous,
  m.target AS target,
  m.target_reason AS target_reason,
  m.previous_target AS target_previous,
  m.collected - m.target AS gap,
  COALESCE(m.reason, m.target_reason, m.zero_reason) AS gap_reason,
  m.previous - m.previous_target AS gap_previous,
  s.projected_parts AS projected_numerator,
  72201776446800 AS projected_denominator,
  COALESCE(m.reason, s.pace_reason) AS projected_reason,

  q.collected AS attainment_qtd_numerator,
  CASE WHEN q.target > 0 THEN q.target END AS attainment_qtd_denominator,
  COALESCE(q.reason, q.target_reason, q.zero_reason, q.negative_reason) AS attainment_qtd_reason,
  q.previous AS attainment_qtd_previous_numerator,
  CASE WHEN q.previous_target > 0 THEN q.previous_target END AS attainment_qtd_previous_denominator,
  q.collected AS collected_qtd,
  q.reason AS collected_qtd_reason,
  q.previous AS collected_qtd_previous,
  q.target AS target_qtd,
  q.target_reason AS target_qtd_reason,
  q.previous_target AS target_qtd_previous,
  q.collected - q.target AS gap_qtd,
  COALESCE(q.reason, q.target_reason, q.zero_reason) AS gap_qtd_reason,
  q.previous - q.previous_target AS gap_qtd_previous,
  q.so_far * 72201776446800 + s.projected_parts AS projected_qtd_numerator,
  72201776446800 AS projected_qtd_denominator,
  COALESCE(q.reason, s.pace_reason) AS projected_qtd_reason,

  y.collected AS attainment_ytd_numerator,
  CASE WHEN y.target > 0 THEN y.target END AS attainment_ytd_denominator,
  COALESCE(y.reason, y.target_reason, y.zero_reason, y.negative_reason) AS attainment_ytd_reason,
  y.previous AS attainment_ytd_previous_numerator,
  CASE WHEN y.previous_target > 0 THEN y.previous_target END AS attainment_ytd_previous_denominator,
  y.collected AS collected_ytd,
  y.reason AS collected_ytd_reason,
  y.previous AS collected_ytd_previous,
  y.target AS target_ytd,
  y.target_reason AS target_ytd_reason,
  y.previous_target AS target_ytd_previous,
  y.collected - y.target AS gap_ytd,
  COALESCE(y.reason, y.target_reason, y.zero_reason) AS gap_ytd_reason,
  y.previous - y.previous_target AS gap_ytd_previous,
  y.so_far * 72201776446800 + s.projected_parts AS projected_ytd_numerator,
  72201776446800 AS projected_ytd_denominator,
  COALESCE(y.reason, s.pace_reason) AS projected_ytd_reason,

  s.elapsed,
  s.business_days,
  q.so_far AS quarter_so_far,
  y.so_far AS year_so_far,
  q.so_far + m.collected AS months_of_quarter,
  q.collected AS cash_of_quarter,
  y.so_far + m.collected AS months_of_year,
  y.collected AS cash_of_year,
  CASE WHEN m.reason IS NULL THEN s.without_value_date ELSE 0 END AS without_value_date
FROM sums s
JOIN windowed m ON m.as_of = s.as_of AND m.node = s.node AND m.name = 'month'
JOIN windowed q ON q.as_of = s.as_of AND q.node = s.node AND q.name = 'quarter'
JOIN windowed y ON y.as_of = s.as_of AND y.node = s.node AND y.name = 'year'
