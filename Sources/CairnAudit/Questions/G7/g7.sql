-- The acts that touched the subject, and the accesses that were denied: named by the act, by a series or study of the
-- subject's, or through a dataset version that held the subject then. Of a transfer, who got the data is named.
WITH version AS MATERIALIZED (
  SELECT v.dataset, v.starts, v.ends FROM subject_version('subjects', $1::text) v WHERE v.how <> 'not-taken-over'
),
pointed AS (
  SELECT r.idx
  FROM reference_known r
  WHERE r.kind = 'subjects' AND r.ref = $1::text
  UNION
  SELECT r.idx
  FROM subject_asset($1::text) s
  JOIN reference_known r ON r.kind = 'assets' AND r.ref = s.asset
),
denied AS (
  SELECT a.*
  FROM pointed p
  CROSS JOIN LATERAL (SELECT a.* FROM access_then a WHERE a.idx = p.idx AND a.verb = 'denied' OFFSET 0) a
  UNION
  SELECT a.*
  FROM version v
  CROSS JOIN LATERAL (
    SELECT a.* FROM access_then a WHERE a.verb = 'denied' AND a.datasets @> ARRAY[v.dataset] COLLATE "C"
    OFFSET 0
  ) a
  CROSS JOIN LATERAL (
    SELECT count(*) AS things
    FROM reference_known n
    WHERE n.idx = a.idx AND n.kind IN ('subjects', 'assets')
    OFFSET 0
  ) n
  WHERE a.occurred_at >= v.starts AND (v.ends IS NULL OR a.occurred_at < v.ends) AND n.things = 0
),
done AS (
  SELECT a.occurred_at, coalesce(a.recipient, a.organisation) AS organisation, a.actor, a.actor_kind, a.mode,
    a.purposes, a.permits, a.datasets, a.objects, a.idx
  FROM (SELECT DISTINCT s.idx FROM subject_act($1::text) s) s
  CROSS JOIN LATERAL (SELECT a.* FROM act a WHERE a.idx = s.idx OFFSET 0) a
  UNION ALL
  SELECT d.occurred_at, d.actor_organisation, d.actor, d.actor_kind, d.verb, d.purposes, d.permits, d.datasets,
    d.objects, d.idx
  FROM denied d
)
SELECT d.occurred_at AS happened_at, d.organisation, d.actor AS person, d.actor_kind AS role, d.mode, d.purposes,
  d.permits,
  d.datasets, d.objects, ARRAY[d.idx] AS entries
FROM done d
WHERE ($2::text IS NULL OR d.occurred_at >= $2::timestamptz) AND ($3::text IS NULL OR d.occurred_at < $3::timestamptz)
ORDER BY happened_at, entries
