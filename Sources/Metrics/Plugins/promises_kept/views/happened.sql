-- Where a promise belonged on the day it was for, or cancelled.
SELECT e.promise_id, e.event, e.scope
FROM promise_events e
WHERE e.event IN ('due', 'cancelled')
