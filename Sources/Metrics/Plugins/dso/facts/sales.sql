-- Gross sales by posting day: invoices less credit notes.
SELECT f.day, f.scope, SUM(f.amount) AS sales
FROM flows f
WHERE f.kind IN ('invoice', 'credit_note')
GROUP BY f.day, f.scope
