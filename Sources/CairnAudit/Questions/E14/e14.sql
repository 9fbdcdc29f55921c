-- Everything that somebody wanted to take out of a secure environment: was it checked, approved, and free of personal data?
WITH asked AS MATERIALIZED (
  SELECT g.egress, min(g.occurred_at) AS at, (array_agg(g.permits[1] ORDER BY g.idx) FILTER (WHERE g.permits IS NOT NULL))[1] AS permit,
    (array_agg(g.environment ORDER BY g.idx) FILTER (WHERE g.environment IS NOT NULL))[1] AS environment, (array_agg(g.kind ORDER BY g.idx) FILTER (WHERE g.kind IS NOT NULL))[1] AS kind
  FROM egress g WHERE g.idx < $1::bigint AND g.occurred_at <= $2::timestamptz GROUP BY g.egress
),
told AS (
  SELECT a.*, c.checker, c.method, c.idx AS checked_idx, d.verb AS decision, d.reason AS decision_reason, d.idx AS decided_idx, d.occurred_at AS decided_at, l.occurred_at AS released_at, l.files, l.manifest, l.idx AS released_idx,
    coalesce(l.personal, d.personal, c.personal) AS personal, q.idx AS asked_idx
  FROM asked a
  LEFT JOIN LATERAL (SELECT g.idx FROM egress g WHERE g.egress = a.egress AND g.verb = 'requested' AND g.idx < $1::bigint ORDER BY g.idx LIMIT 1) q ON true
  LEFT JOIN LATERAL (SELECT g.* FROM egress g WHERE g.egress = a.egress AND g.verb = 'checked' AND g.idx < $1::bigint AND g.occurred_at <= $2::timestamptz ORDER BY g.idx DESC LIMIT 1) c ON true
  LEFT JOIN LATERAL (SELECT g.* FROM egress g WHERE g.egress = a.egress AND g.verb IN ('approved', 'rejected') AND g.idx < $1::bigint AND g.occurred_at <= $2::timestamptz ORDER BY g.idx DESC LIMIT 1) d ON true
  LEFT JOIN LATERAL (SELECT g.* FROM egress g WHERE g.egress = a.egress AND g.verb = 'released' AND g.idx < $1::bigint AND g.occurred_at <= $2::timestamptz ORDER BY g.idx LIMIT 1) l ON true
  WHERE ($3::text IS NULL OR a.environment = $3::text) AND ($4::text IS NULL OR a.permit = $4::text)
    AND ($5::text IS NULL OR a.at >= $5::timestamptz) AND ($6::text IS NULL OR a.at < $6::timestamptz)
),
judged AS (
  SELECT t.*, CASE WHEN t.released_idx IS NULL THEN 'not-released' WHEN t.personal THEN 'personal-left'
    WHEN t.decision IS DISTINCT FROM 'approved' OR t.decided_at > t.released_at OR t.checked_idx IS NULL THEN 'not-checked'
    WHEN t.personal IS NULL THEN 'not-checked' ELSE 'non-personal' END AS reason
  FROM told t
)
SELECT j.egress, j.environment, j.permit, j.kind, j.at AS asked_at, j.checker, j.method, j.decision, j.decision_reason, j.decided_at, j.released_at, j.files, j.manifest, j.personal,
  CASE WHEN j.reason IN ('personal-left', 'not-checked') THEN 'not-covered' ELSE 'covered' END AS verdict, j.reason,
  ARRAY(SELECT DISTINCT x FROM unnest(ARRAY[j.asked_idx, j.checked_idx, j.decided_idx, j.released_idx]) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM judged j ORDER BY j.at, j.egress
