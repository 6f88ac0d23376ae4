-- The business day's number at each key date, by calendar.
SELECT k.as_of, c.scope, c.calendar, MAX(d.ordinal) AS ordinal
FROM periods k
CROSS JOIN scope_calendars c
JOIN days d ON d.calendar = c.calendar AND d.day = k.as_of
GROUP BY k.as_of, c.scope, c.calendar
