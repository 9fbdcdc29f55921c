-- The entries about a person that say they happen later than they were recorded, and than the time asked about.
SELECT r.idx
FROM reference_known r
JOIN event_known e ON e.idx = r.idx
WHERE r.kind = 'subjects' AND r.ref = $1::text AND e.occurred_at > valid_at() AND e.occurred_at > e.recorded_at
ORDER BY r.idx
LIMIT 21
