-- Whose data somebody touched in a time: the accesses, the dataset versions they reached, and everyone in those.
WITH touched AS MATERIALIZED (
  SELECT a.idx, a.occurred_at, a.datasets, coalesce(a.objects, 0) AS objects FROM access a
  WHERE a.verb IN ('queried', 'viewed', 'read', 'downloaded') AND a.idx < $1::bigint AND a.occurred_at <= $2::timestamptz
    AND ($3::text IS NULL OR a.actor = $3::text) AND ($4::text IS NULL OR a.datasets @> ARRAY[$4::text]) AND ($5::text IS NULL OR a.actor_organisation = $5::text)
    AND ($6::text IS NULL OR a.occurred_at >= $6::timestamptz) AND ($7::text IS NULL OR a.occurred_at < $7::timestamptz)
),
reached AS MATERIALIZED (
  SELECT d.dataset, count(*) AS accesses, sum(t.objects)::bigint AS objects, min(t.occurred_at) AS first_at, max(t.occurred_at) AS last_at, (array_agg(t.idx ORDER BY t.idx))[1:20] AS entries
  FROM touched t CROSS JOIN LATERAL unnest(t.datasets) AS d (dataset) GROUP BY d.dataset
),
each AS (
  SELECT m.ref AS subject, r.dataset, r.accesses, r.objects, r.first_at, r.last_at, r.entries FROM reached r CROSS JOIN LATERAL members_of(r.dataset, 'subjects', $1::bigint) m
  UNION ALL
  SELECT s.ref, NULL, 1, t.objects, t.occurred_at, t.occurred_at, ARRAY[t.idx] FROM touched t JOIN reference s ON s.idx = t.idx AND s.kind = 'subjects'
)
SELECT e.subject, string_agg(DISTINCT e.dataset, ', ') AS datasets, sum(e.accesses)::bigint AS accesses, sum(e.objects)::bigint AS objects, min(e.first_at) AS first_at, max(e.last_at) AS last_at,
  ARRAY(SELECT DISTINCT x FROM unnest(string_to_array(string_agg(array_to_string(e.entries, ','), ','), ',')::bigint[]) AS x ORDER BY x LIMIT 20) AS entries
FROM each e GROUP BY e.subject ORDER BY e.subject
