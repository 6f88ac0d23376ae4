-- Which calendars a node's scopes follow, with or without cash. They hold for every key date, so one day is enough.
SELECT p.day, s.scope, s.calendar, 1 AS scopes
FROM scope_calendars s
CROSS JOIN (SELECT MIN(as_of) AS day FROM periods) AS p
