-- Accesses that name the person herself: those of care. Reached through datasets is secondary use, and another question.
SELECT a.occurred_at AS happened_at, coalesce(a.actor_organisation, 'not named') AS provider, a.verb AS what,
  (
    SELECT string_agg(DISTINCT coalesce('images, ' || i.modality, r.ref), ', ') FROM reference r
    LEFT JOIN LATERAL (SELECT i.modality FROM reference s JOIN image i ON i.idx = s.idx AND i.verb = 'series-received' WHERE s.kind = 'assets' AND s.ref = r.ref LIMIT 1) i ON true
    WHERE r.idx = a.idx AND r.kind = 'assets'
  ) AS categories,
  a.objects, ARRAY[a.idx] AS entries
FROM reference x JOIN access a ON a.idx = x.idx
WHERE x.kind = 'subjects' AND x.ref = $3::text AND x.idx < $1::bigint AND a.verb IN ('queried', 'viewed', 'read', 'downloaded') AND a.occurred_at <= $2::timestamptz
  AND ($4::text IS NULL OR a.occurred_at >= $4::timestamptz) AND ($5::text IS NULL OR a.occurred_at < $5::timestamptz)
ORDER BY a.occurred_at, a.idx
