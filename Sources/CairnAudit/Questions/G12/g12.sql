-- Each objection with its decision, and the accesses that came after it was raised.
WITH raised AS MATERIALIZED (
  SELECT o.requests[1] AS objection, o.idx, r.ref AS subject, o.occurred_at, coalesce(o.received_at, o.occurred_at) + interval '1 month' AS due_by FROM objection o JOIN reference r ON r.idx = o.idx AND r.kind = 'subjects'
  WHERE o.verb = 'raised' AND o.idx < $1::bigint AND o.occurred_at <= $2::timestamptz AND ($3::text IS NULL OR r.ref = $3::text)
    AND ($4::text IS NULL OR o.occurred_at >= $4::timestamptz) AND ($5::text IS NULL OR o.occurred_at < $5::timestamptz)
),
reached AS (
  SELECT o.objection, o.subject, r.idx FROM raised o JOIN reference r ON r.kind = 'subjects' AND r.ref = o.subject AND r.idx < $1::bigint
  UNION
  SELECT o.objection, o.subject, r.idx FROM raised o CROSS JOIN LATERAL versions_with('subjects', o.subject, $1::bigint) v JOIN reference r ON r.kind = 'datasets' AND r.ref = v.dataset AND r.idx < $1::bigint
),
after AS (
  SELECT o.objection, o.subject, count(*)::int AS accesses, (array_agg(a.idx ORDER BY a.idx))[1:50] AS entries FROM raised o JOIN reached x ON x.objection = o.objection AND x.subject = o.subject
  JOIN access a ON a.idx = x.idx AND a.verb IN ('queried', 'viewed', 'read', 'downloaded') AND a.occurred_at >= o.occurred_at AND a.occurred_at <= $2::timestamptz GROUP BY o.objection, o.subject
)
SELECT o.objection, o.subject, o.occurred_at AS raised_at, o.due_by, d.decision, d.occurred_at AS decided_at, d.ground AS grounds, coalesce(f.accesses, 0) AS accesses_after,
  days_late(o.due_by, coalesce(d.occurred_at, $2::timestamptz)) AS overdue_days,
  CASE WHEN coalesce(f.accesses, 0) > 0 AND (d.idx IS NULL OR d.decision = 'granted') OR coalesce(d.occurred_at, $2::timestamptz) > o.due_by THEN 'not-covered' ELSE 'covered' END AS verdict,
  CASE WHEN coalesce(f.accesses, 0) > 0 AND (d.idx IS NULL OR d.decision = 'granted') THEN 'restricted' WHEN d.idx IS NULL THEN CASE WHEN $2::timestamptz > o.due_by THEN 'overdue' ELSE 'open' END
    WHEN d.occurred_at > o.due_by THEN 'late' ELSE 'in-time' END AS reason,
  array_remove(ARRAY[o.idx, d.idx], NULL) || coalesce(f.entries, '{}') AS entries
FROM raised o LEFT JOIN after f ON f.objection = o.objection AND f.subject = o.subject
LEFT JOIN LATERAL (SELECT x.* FROM objection x WHERE x.verb = 'decided' AND x.requests @> ARRAY[o.objection] AND x.idx < $1::bigint AND x.occurred_at <= $2::timestamptz ORDER BY x.idx LIMIT 1) d ON true
ORDER BY o.occurred_at, o.objection, o.subject
