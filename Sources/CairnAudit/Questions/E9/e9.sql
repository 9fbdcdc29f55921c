-- Reported findings, with how many subjects each concerns.
SELECT r.finding, r.permits[1] AS permit, r.occurred_at AS reported_at, r.recipient, (SELECT count(*) FROM reference x WHERE x.idx = r.idx AND x.kind = 'subjects')::int AS subjects, ARRAY[r.idx] AS entries
FROM result r
WHERE r.verb = 'finding-reported' AND r.idx < $1::bigint AND r.occurred_at <= $2::timestamptz AND ($3::text IS NULL OR r.permits @> ARRAY[$3::text])
ORDER BY r.occurred_at, r.idx
