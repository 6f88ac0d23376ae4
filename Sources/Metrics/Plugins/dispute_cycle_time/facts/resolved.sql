-- Disputes on the day they were resolved, with the days they took. The calendar goes along, since the period before may
-- end on another day in each.
SELECT r.day, r.scope, r.calendar, r.reason, r.days, COUNT(*) AS cases
FROM (
  SELECT
    e.day, e.scope, c.calendar, COALESCE(e.reason, '(none)') AS reason,
    CASE p.days
      WHEN 'business' THEN b.ordinal - a.ordinal
      ELSE days_between(e.opened_on, e.resolved_on)
    END AS days
  FROM dispute_events e
  CROSS JOIN params p
  JOIN (
    SELECT MIN(w.previous_starts_on) AS first_day FROM windows w JOIN params n ON n.period = w.name
  ) AS f ON f.first_day <= e.day
  JOIN scope_calendars c ON c.scope = e.scope
  LEFT JOIN days a ON a.calendar = c.calendar AND a.day = e.opened_on
  LEFT JOIN days b ON b.calendar = c.calendar AND b.day = e.resolved_on
  WHERE e.event = 'resolved' AND e.resolved_on >= e.opened_on AND COALESCE(LOWER(e.outcome), '') <> 'void'
) AS r
GROUP BY r.day, r.scope, r.calendar, r.reason, r.days
