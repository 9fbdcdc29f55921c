-- What has outlived its retention: by the period of the policy in force, or because it was said to have run out; and what was done about it.
WITH policy AS (
  SELECT DISTINCT ON (r.policy) r.idx, r.policy, r.period, r.start_rule, r.datasets, coalesce(r.valid_from, r.occurred_at) AS holds_from,
    CASE WHEN r.period ~ '^P(?=[0-9T])([0-9]{1,4}Y)?([0-9]{1,4}M)?([0-9]{1,4}W)?([0-9]{1,5}D)?(T(?=[0-9])([0-9]{1,5}H)?([0-9]{1,5}M)?)?$' THEN r.period::interval END AS length
  FROM retention r
  WHERE r.verb = 'policy-set' AND r.idx < $1::bigint AND r.occurred_at <= $2::timestamptz AND coalesce(r.valid_from, r.occurred_at) <= $2::timestamptz
    AND ($4::text IS NULL OR r.policy = $4::text)
  ORDER BY r.policy, coalesce(r.valid_from, r.occurred_at) DESC, r.idx DESC
),
counted AS (
  SELECT p.policy, 'dataset' AS kind, d.ref, b.at AS started_at, b.at + p.length AS expired_at, ARRAY[p.idx, b.idx] AS idxs
  FROM policy p CROSS JOIN LATERAL unnest(p.datasets) AS d (ref)
  LEFT JOIN LATERAL (
    SELECT p.holds_from AS at, NULL::bigint AS idx WHERE p.start_rule IS NULL OR p.start_rule = 'policy'
    UNION ALL
    (SELECT v.occurred_at, v.idx FROM dataset v WHERE p.start_rule = 'released' AND v.datasets @> ARRAY[d.ref] AND v.verb = 'version-released' AND v.idx < $1::bigint
      AND v.occurred_at <= $2::timestamptz ORDER BY v.occurred_at, v.idx LIMIT 1)
    UNION ALL
    (SELECT v.occurred_at, v.idx FROM dataset v WHERE p.start_rule = 'created' AND v.datasets @> ARRAY[split_part(d.ref, '@', 1)] AND v.verb = 'created' AND v.idx < $1::bigint
      AND v.occurred_at <= $2::timestamptz ORDER BY v.occurred_at, v.idx LIMIT 1)
  ) b ON true
),
declared AS (
  SELECT DISTINCT ON (x.policy, x.kind, x.ref) x.*
  FROM (
    SELECT e.policy, CASE f.kind WHEN 'datasets' THEN 'dataset' WHEN 'subjects' THEN 'subject' ELSE 'policy' END AS kind, coalesce(f.ref, e.policy) AS ref,
      coalesce(e.effective_at, e.occurred_at) AS expired_at, e.idx
    FROM retention e LEFT JOIN reference f ON f.idx = e.idx AND f.kind IN ('datasets', 'subjects')
    WHERE e.verb = 'expired' AND e.idx < $1::bigint AND e.occurred_at <= $2::timestamptz AND ($4::text IS NULL OR e.policy = $4::text)
  ) x
  ORDER BY x.policy, x.kind, x.ref, x.expired_at, x.idx
),
item AS (
  SELECT coalesce(c.policy, d.policy) AS policy, coalesce(c.kind, d.kind) AS kind, coalesce(c.ref, d.ref) AS ref, c.started_at, coalesce(d.expired_at, c.expired_at) AS expired_at,
    coalesce(c.idxs, '{}') || d.idx AS idxs
  FROM counted c FULL JOIN declared d ON d.policy = c.policy AND d.kind = c.kind AND d.ref = c.ref
),
done AS (
  SELECT i.*, p.period, p.start_rule, p.idx AS policy_idx, a.at AS done_at, a.action, a.idx AS done_idx
  FROM item i LEFT JOIN policy p ON p.policy = i.policy
  LEFT JOIN LATERAL (
    SELECT x.* FROM (
      SELECT t.occurred_at AS at, t.method AS action, t.idx FROM retention t
      WHERE t.policy = i.policy AND t.verb = 'action-taken' AND t.idx < $1::bigint AND t.occurred_at <= $2::timestamptz
        AND (EXISTS (SELECT FROM reference f WHERE f.idx = t.idx AND f.kind = i.kind || 's' AND f.ref = i.ref)
          OR NOT EXISTS (SELECT FROM reference f WHERE f.idx = t.idx AND f.kind IN ('datasets', 'subjects', 'assets')))
      UNION ALL
      SELECT e.occurred_at, e.method, e.idx FROM reference f JOIN erasure e ON e.idx = f.idx
      WHERE i.kind = 'subject' AND f.kind = 'subjects' AND f.ref = i.ref AND e.verb = 'executed' AND e.idx < $1::bigint AND e.occurred_at <= $2::timestamptz
      UNION ALL
      SELECT s.occurred_at, 'erased', s.idx FROM reference f JOIN subject s ON s.idx = f.idx
      WHERE i.kind = 'subject' AND f.kind = 'subjects' AND f.ref = i.ref AND s.verb = 'erased' AND s.idx < $1::bigint AND s.occurred_at <= $2::timestamptz
    ) x
    ORDER BY x.at, x.idx LIMIT 1
  ) a ON true
  WHERE ($3::text IS NULL OR i.kind = 'dataset' AND i.ref = $3::text OR i.kind = 'subject' AND EXISTS (
      SELECT FROM members_of($3::text, 'subjects', $1::bigint) m WHERE m.ref = i.ref))
),
judged AS (
  SELECT d.*, CASE WHEN d.expired_at IS NULL THEN 'no-deadline' WHEN d.done_at <= d.expired_at THEN 'in-time' WHEN d.done_at > d.expired_at THEN 'late' ELSE 'overdue' END AS reason
  FROM done d WHERE d.expired_at IS NULL OR d.expired_at <= $2::timestamptz
)
SELECT j.kind AS item_kind, j.ref AS item, j.policy, j.period, j.start_rule, j.started_at, j.expired_at AS due_by, j.action, j.done_at,
  CASE j.reason WHEN 'in-time' THEN 'covered' WHEN 'no-deadline' THEN 'undetermined' ELSE 'not-covered' END AS verdict, j.reason,
  CASE WHEN j.reason IN ('late', 'overdue') THEN days_late(j.expired_at, coalesce(j.done_at, $2::timestamptz)) END AS overdue_days,
  ARRAY(SELECT DISTINCT x FROM unnest(j.idxs || j.policy_idx || j.done_idx) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM judged j
ORDER BY j.expired_at, j.policy, j.kind, j.ref
