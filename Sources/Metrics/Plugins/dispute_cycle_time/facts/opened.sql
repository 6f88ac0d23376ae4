-- Disputes on the day they were opened, with the day they were resolved and the days they took; both NULL where that
-- day hasn't come. opened_at is the business day's number, from which an open dispute's age at any key date follows.
SELECT r.day, r.scope, r.calendar, r.opened_at, r.resolved_on, r.days, COUNT(*) AS cases
FROM (
  SELECT
    e.day, e.scope, c.calendar, CASE p.days WHEN 'business' THEN a.ordinal ELSE 0 END AS opened_at, e.resolved_on,
    CASE
      WHEN e.resolved_on IS NULL THEN NULL
      WHEN p.days = 'business' THEN b.ordinal - a.ordinal
      ELSE days_between(e.opened_on, e.resolved_on)
    END AS days
  FROM dispute_events e
  CROSS JOIN params p
  JOIN scope_calendars c ON c.scope = e.scope
  LEFT JOIN days a ON a.calendar = c.calendar AND a.day = e.opened_on
  LEFT JOIN days b ON b.calendar = c.calendar AND b.day = e.resolved_on
  WHERE e.event = 'opened'
    AND e.day > (SELECT MIN(add_months(k.as_of, -12)) FROM periods k)
    AND (e.resolved_on IS NULL OR e.resolved_on >= e.opened_on)
    AND COALESCE(LOWER(e.outcome), '') <> 'void'
) AS r
GROUP BY r.day, r.scope, r.calendar, r.opened_at, r.resolved_on, r.days
