-- Acts in another organisation's name, held against the agreements of the two. Accesses and images are where processors act.
WITH act AS MATERIALIZED (
  SELECT a.actor_organisation AS processor, a.actor_on_behalf AS controller, a.occurred_at, a.idx FROM access a
  WHERE a.actor_on_behalf IS NOT NULL AND a.idx < $1::bigint AND a.occurred_at <= $2::timestamptz AND ($3::text IS NULL OR a.occurred_at >= $3::timestamptz) AND ($4::text IS NULL OR a.occurred_at < $4::timestamptz)
  UNION ALL
  SELECT i.actor_organisation, i.actor_on_behalf, i.occurred_at, i.idx FROM image i
  WHERE i.actor_on_behalf IS NOT NULL AND i.idx < $1::bigint AND i.occurred_at <= $2::timestamptz AND ($3::text IS NULL OR i.occurred_at >= $3::timestamptz) AND ($4::text IS NULL OR i.occurred_at < $4::timestamptz)
  UNION ALL
  SELECT n.actor_organisation, n.actor_on_behalf, n.occurred_at, n.idx FROM annotation n
  WHERE n.actor_on_behalf IS NOT NULL AND n.idx < $1::bigint AND n.occurred_at <= $2::timestamptz AND ($3::text IS NULL OR n.occurred_at >= $3::timestamptz) AND ($4::text IS NULL OR n.occurred_at < $4::timestamptz)
),
pair AS (SELECT DISTINCT processor, controller FROM act),
contract AS MATERIALIZED (
  SELECT p.processor, p.controller, g.agreement, g.idx, coalesce(g.valid_from, g.occurred_at) AS starts, least(g.valid_until, (
    SELECT min(coalesce(t.effective_at, t.occurred_at)) FROM agreement t WHERE t.agreement = g.agreement AND t.verb = 'terminated' AND t.idx < $1::bigint)) AS ends
  FROM pair p JOIN agreement g ON g.verb = 'signed' AND is_processing_contract(g.kind) AND g.idx < $1::bigint AND p.processor = ANY (g.parties) AND p.controller = ANY (g.parties)
),
held AS (
  SELECT a.*, c.agreement, c.idx AS agreement_idx, c.starts, c.ends FROM act a
  LEFT JOIN LATERAL (SELECT c.* FROM contract c WHERE c.processor = a.processor AND c.controller = a.controller AND c.starts <= a.occurred_at AND (c.ends IS NULL OR c.ends > a.occurred_at) ORDER BY c.starts LIMIT 1) c ON true
)
SELECT h.processor, h.controller, h.agreement, h.starts AS in_force_from, h.ends AS in_force_to, count(*)::int AS acts, count(*) FILTER (WHERE h.agreement IS NULL)::int AS uncovered_acts, min(h.occurred_at) AS first_at, max(h.occurred_at) AS last_at,
  CASE WHEN h.agreement IS NULL THEN 'not-covered' ELSE 'covered' END AS verdict, CASE WHEN h.agreement IS NULL THEN 'no-agreement' ELSE 'agreement-in-force' END AS reason,
  array_remove(ARRAY[h.agreement_idx], NULL) || (array_agg(h.idx ORDER BY h.idx))[1:50] AS entries
FROM held h GROUP BY h.processor, h.controller, h.agreement, h.agreement_idx, h.starts, h.ends ORDER BY h.processor, h.controller, h.starts NULLS LAST
