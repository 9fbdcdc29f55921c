-- The acts that touched the subject, and the accesses that were denied: named by the act, by a series or study of the
-- subject's, or through a dataset version that held the subject then. Of a transfer, who got the data is named.
WITH version AS MATERIALIZED (
  SELECT v.dataset, v.starts, v.ends FROM subject_version('subjects', $1::text) v WHERE v.how <> 'not-taken-over'
),
denied AS (
  SELECT r.idx
  FROM reference_then r
  WHERE r.kind = 'subjects' AND r.ref = $1::text
  UNION
  SELECT r.idx
  FROM asset_subject() s
  JOIN reference_then r ON r.kind = 'assets' AND r.ref = s.asset
  WHERE s.subject = $1::text
  UNION
  SELECT r.idx
  FROM version v
  JOIN reference_then r ON r.kind = 'datasets' AND r.ref = v.dataset
  CROSS JOIN LATERAL (
    SELECT a.occurred_at FROM access_then a WHERE a.idx = r.idx AND a.verb = 'denied' OFFSET 0
  ) a
  WHERE a.occurred_at >= v.starts AND (v.ends IS NULL OR a.occurred_at < v.ends)
    AND NOT EXISTS (SELECT FROM reference_then n WHERE n.idx = r.idx AND n.kind IN ('subjects', 'assets'))
),
done AS (
  SELECT a.occurred_at, coalesce(a.recipient, a.organisation) AS organisation, a.actor, a.actor_kind, a.mode,
    a.purposes,
    a.permits, a.datasets, a.objects, a.idx
  FROM (SELECT DISTINCT s.idx FROM subject_act($1::text) s) s
  CROSS JOIN LATERAL (SELECT a.* FROM act a WHERE a.idx = s.idx OFFSET 0) a
  UNION ALL
  SELECT a.occurred_at, a.actor_organisation, a.actor, a.actor_kind, a.verb, a.purposes, a.permits, a.datasets,
    a.objects,
    a.idx
  FROM denied d
  CROSS JOIN LATERAL (SELECT a.* FROM access_then a WHERE a.idx = d.idx AND a.verb = 'denied' OFFSET 0) a
)
SELECT d.occurred_at AS happened_at, d.organisation, d.actor AS person, d.actor_kind AS role, d.mode, d.purposes,
  d.permits,
  d.datasets, d.objects, ARRAY[d.idx] AS entries
FROM done d
WHERE ($2::text IS NULL OR d.occurred_at >= $2::timestamptz) AND ($3::text IS NULL OR d.occurred_at < $3::timestamptz)
ORDER BY happened_at, entries
