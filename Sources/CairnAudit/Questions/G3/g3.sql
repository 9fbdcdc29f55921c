-- What still holds the subject's data after each withdrawal, what was done about it, and what was accessed afterwards.
WITH taken_back AS MATERIALIZED (
  SELECT c.consents[1] AS consent, coalesce(c.effective_at, c.occurred_at) AS at, c.idx FROM consent c
  WHERE c.subject = $3::text AND c.verb = 'withdrawn' AND c.idx < $1::bigint AND coalesce(c.effective_at, c.occurred_at) <= $2::timestamptz
    AND ($4::text IS NULL OR c.consents @> ARRAY[$4::text])
),
version AS MATERIALIZED (SELECT v.dataset, v.idx FROM versions_with('subjects', $3::text, $1::bigint) v),
own AS MATERIALIZED (
  SELECT r.idx, i.assets AS series FROM reference r JOIN image m ON m.idx = r.idx AND m.verb = 'series-received'
  CROSS JOIN LATERAL (SELECT a.ref AS assets FROM reference a JOIN lineage l ON l.target_kind = 'series' AND l.target = a.ref AND l.source_kind = 'subject' AND l.source = $3::text
    WHERE a.idx = r.idx AND a.kind = 'assets' LIMIT 1) i
  WHERE r.kind = 'subjects' AND r.ref = $3::text AND r.idx < $1::bigint
),
item AS (
  SELECT 'dataset version' AS kind, v.dataset AS item, e.occurred_at AS since, v.idx, v.dataset AS held FROM version v JOIN event e ON e.idx = v.idx
  UNION ALL
  SELECT 'permit', p.permits[1], p.occurred_at, p.idx, v.dataset FROM version v JOIN permit p ON p.datasets @> ARRAY[v.dataset] AND p.verb = 'issued' AND p.idx < $1::bigint
  UNION ALL
  SELECT 'copy', coalesce(t.recipient, t.source), t.occurred_at, t.idx, v.dataset FROM version v JOIN transfer t ON t.datasets @> ARRAY[v.dataset] AND t.verb = 'sent' AND t.idx < $1::bigint
  UNION ALL
  SELECT 'model', m.models[1], m.occurred_at, m.idx, v.dataset FROM version v JOIN model m ON m.datasets @> ARRAY[v.dataset] AND m.verb IN ('trained', 'round-contributed') AND m.idx < $1::bigint
  UNION ALL
  SELECT 'annotation', l.target, e.occurred_at, l.idx, NULL FROM own o JOIN lineage l ON l.source_kind = 'series' AND l.source = o.series AND l.relation = 'annotated' AND l.idx < $1::bigint
  JOIN event e ON e.idx = l.idx
),
done AS (
  SELECT w.consent, w.at, w.idx AS withdrawn_idx, i.*,
    x.idx AS excluded_idx, x.occurred_at AS excluded_at, r.idx AS restricted_idx, r.starts AS restricted_at, f.idx AS kept_idx, f.exception, f.occurred_at AS kept_at,
    s.at AS erased_at, s.idx AS erased_idx
  FROM taken_back w CROSS JOIN item i
  LEFT JOIN LATERAL (
    SELECT d.idx, d.occurred_at FROM dataset d JOIN reference s ON s.idx = d.idx AND s.kind = 'subjects' AND s.ref = $3::text
    WHERE d.datasets @> ARRAY[i.held] AND d.verb = 'member-excluded' AND d.idx < $1::bigint AND d.occurred_at >= w.at ORDER BY d.idx LIMIT 1
  ) x ON i.kind IN ('dataset version', 'permit', 'copy')
  LEFT JOIN LATERAL (
    SELECT p.idx, p.starts FROM restriction_period($1::bigint) p WHERE (p.subject = $3::text OR p.dataset = i.held) AND p.starts >= w.at ORDER BY p.idx LIMIT 1
  ) r ON true
  LEFT JOIN LATERAL (
    SELECT e.idx, e.exception, e.occurred_at FROM erasure e JOIN reference s ON s.ref = $3::text AND s.kind = 'subjects'
      JOIN erasure q ON q.idx = s.idx AND q.requests && e.requests
    WHERE e.verb = 'refused' AND e.idx < $1::bigint ORDER BY e.idx LIMIT 1
  ) f ON true
  LEFT JOIN LATERAL (
    SELECT e.occurred_at AS at, e.idx FROM reference q JOIN subject e ON e.idx = q.idx AND e.verb = 'erased' WHERE q.kind = 'subjects' AND q.ref = $3::text AND q.idx < $1::bigint ORDER BY e.idx LIMIT 1
  ) s ON true
  WHERE i.since <= $2::timestamptz
)
SELECT d.consent, d.at AS withdrawn_at, d.kind AS item_kind, d.item, d.since AS included_since,
  CASE WHEN d.excluded_idx IS NOT NULL THEN 'removed' WHEN d.erased_idx IS NOT NULL AND d.kind = 'annotation' THEN 'removed'
    WHEN d.restricted_idx IS NOT NULL THEN 'restricted' WHEN d.kept_idx IS NOT NULL THEN 'kept' ELSE 'nothing yet' END AS action,
  CASE WHEN d.excluded_idx IS NULL AND d.restricted_idx IS NULL THEN d.exception END AS kept_ground,
  extract(day FROM coalesce(d.excluded_at, d.restricted_at, d.kept_at, $2::timestamptz) - d.at)::int AS days_until_action,
  (
    SELECT count(*) FROM access a
    WHERE a.idx < $1::bigint AND a.occurred_at >= d.at AND a.occurred_at <= $2::timestamptz AND a.verb IN ('queried', 'viewed', 'read', 'downloaded')
      AND CASE d.kind WHEN 'dataset version' THEN a.datasets @> ARRAY[d.item] WHEN 'permit' THEN a.permits @> ARRAY[d.item] AND a.datasets @> ARRAY[d.held] ELSE false END
  )::int AS accesses_after,
  ARRAY(
    SELECT DISTINCT n.recipient FROM recipient n WHERE n.idx < $1::bigint AND n.consents @> ARRAY[d.consent] ORDER BY 1
  ) AS recipients_told,
  CASE WHEN d.excluded_idx IS NOT NULL THEN 'covered' WHEN d.restricted_idx IS NOT NULL OR d.kept_idx IS NOT NULL OR d.kind = 'model' THEN 'undetermined' ELSE 'not-covered' END AS verdict,
  CASE WHEN d.excluded_idx IS NOT NULL THEN 'removed' WHEN d.restricted_idx IS NOT NULL THEN 'restricted' WHEN d.kept_idx IS NOT NULL OR d.kind = 'model' THEN 'kept' ELSE 'still-there' END AS reason,
  ARRAY(SELECT DISTINCT x FROM unnest(ARRAY[d.withdrawn_idx, d.idx, d.excluded_idx, d.restricted_idx, d.kept_idx]) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM done d
ORDER BY d.at, d.kind, d.since, d.item
