-- Accesses that reached the subject: named in the access itself, or by a dataset version that she is in.
WITH reached AS (
  SELECT r.idx FROM reference r WHERE r.kind = 'subjects' AND r.ref = $3::text AND r.idx < $1::bigint
  UNION
  SELECT r.idx FROM versions_with('subjects', $3::text, $1::bigint) v JOIN reference r ON r.kind = 'datasets' AND r.ref = v.dataset AND r.idx < $1::bigint
)
SELECT a.occurred_at AS happened_at, a.actor_organisation AS organisation, a.actor AS person, a.actor_kind AS role, a.verb AS mode,
  array_to_string(a.purposes, ', ') AS purposes, array_to_string(a.permits, ', ') AS permits, array_to_string(a.datasets, ', ') AS datasets,
  a.objects, ARRAY[a.idx] AS entries
FROM reached r JOIN access a ON a.idx = r.idx
WHERE a.verb IN ('queried', 'viewed', 'read', 'downloaded', 'denied') AND a.occurred_at < $2::timestamptz
  AND ($4::text IS NULL OR a.occurred_at >= $4::timestamptz) AND ($5::text IS NULL OR a.occurred_at < $5::timestamptz)
ORDER BY a.occurred_at, a.idx
