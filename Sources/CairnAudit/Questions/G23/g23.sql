-- What has outlived its retention (GDPR Art. 5(1)(e)): by the period of the policy in force, or because it was said
-- to have run out; and what was done about it. A controller's own period is counted in calendar days to the end of
-- the day, without moving over week-ends. A policy for a dataset without a version is for each version that was
-- released, and for the dataset itself where none was; what was done to a dataset without a version was done to all
-- its versions.
WITH calendar AS MATERIALIZED (SELECT * FROM legal_calendar()),
ruling AS (
  SELECT DISTINCT ON (r.policy) r.idx, r.policy, r.period, r.start_rule, r.datasets,
    coalesce(r.valid_from, r.occurred_at) AS holds_from,
    CASE
      WHEN r.period ~ ('^P(?=[0-9T])([0-9]{1,4}Y)?([0-9]{1,4}M)?([0-9]{1,4}W)?([0-9]{1,5}D)?'
        || '(T(?=[0-9])([0-9]{1,5}H)?([0-9]{1,5}M)?)?$')
      THEN r.period::interval
    END AS length
  FROM retention_then r
  WHERE r.verb = 'policy-set'
    AND coalesce(r.valid_from, r.occurred_at) <= valid_at()
    AND ($2::text IS NULL OR r.policy = $2::text)
  ORDER BY r.policy, coalesce(r.valid_from, r.occurred_at) DESC, r.idx DESC
),
released AS MATERIALIZED (
  SELECT DISTINCT ON (n.dataset) n.dataset, d.occurred_at AS at, d.idx
  FROM dataset_then d
  CROSS JOIN LATERAL unnest(d.datasets) AS n (dataset)
  WHERE d.verb = 'version-released'
  ORDER BY n.dataset, d.occurred_at, d.idx
),
created AS MATERIALIZED (
  SELECT DISTINCT ON (n.dataset) n.dataset, d.occurred_at AS at, d.idx
  FROM dataset_then d
  CROSS JOIN LATERAL unnest(d.datasets) AS n (dataset)
  WHERE d.verb = 'created'
  ORDER BY n.dataset, d.occurred_at, d.idx
),
named AS (
  SELECT p.*, coalesce(v.dataset, n.dataset) AS ref, v.at AS released_at, v.idx AS released_idx
  FROM ruling p
  CROSS JOIN LATERAL unnest(p.datasets) AS n (dataset)
  LEFT JOIN released v ON v.dataset = n.dataset
    OR strpos(n.dataset, '@') = 0 AND split_part(v.dataset, '@', 1) = n.dataset
),
begun AS (
  SELECT n.*,
    CASE
      WHEN coalesce(n.start_rule, 'policy') = 'policy' THEN n.holds_from
      WHEN n.start_rule = 'released' THEN n.released_at
      WHEN n.start_rule = 'created' THEN c.at
    END AS started_at,
    CASE n.start_rule WHEN 'released' THEN n.released_idx WHEN 'created' THEN c.idx END AS start_idx
  FROM named n
  LEFT JOIN created c ON c.dataset = split_part(n.ref, '@', 1)
),
counted AS (
  SELECT DISTINCT ON (b.policy, b.ref) b.policy, 'dataset' AS kind, b.ref, b.started_at,
    CASE
      WHEN extract(hour FROM b.length) <> 0 OR extract(minute FROM b.length) <> 0 THEN b.started_at + b.length
      ELSE end_of_own_period(b.started_at, b.length, c.zone)
    END AS closes,
    array_remove(ARRAY[b.idx, b.start_idx], NULL) AS idxs
  FROM begun b
  CROSS JOIN calendar c
  ORDER BY b.policy, b.ref, b.started_at
),
declared AS (
  SELECT DISTINCT ON (x.policy, x.kind, x.ref) x.policy, x.kind, x.ref, end_of_day(day_in(x.at, c.zone),
    c.zone) AS closes,
    x.idx
  FROM (
    SELECT e.policy,
      CASE f.kind WHEN 'datasets' THEN 'dataset' WHEN 'subjects' THEN 'subject' ELSE 'policy' END AS kind,
      coalesce(f.ref, e.policy) AS ref, coalesce(e.effective_at, e.occurred_at) AS at, e.idx
    FROM retention_then e
    LEFT JOIN reference_then f ON f.idx = e.idx AND f.kind IN ('datasets', 'subjects')
    WHERE e.verb = 'expired' AND ($2::text IS NULL OR e.policy = $2::text)
  ) x
  CROSS JOIN calendar c
  ORDER BY x.policy, x.kind, x.ref, x.at, x.idx
),
item AS (
  SELECT coalesce(c.policy, d.policy) AS policy, coalesce(c.kind, d.kind) AS kind, coalesce(c.ref, d.ref) AS ref,
    c.started_at, coalesce(d.closes, c.closes) AS closes, coalesce(c.idxs, '{}') || d.idx AS idxs
  FROM counted c
  FULL JOIN declared d ON d.policy = c.policy AND d.kind = c.kind AND d.ref = c.ref
),
dealt AS (
  SELECT i.*, p.period, p.start_rule, p.idx AS policy_idx, a.at AS done_at, a.action, a.idx AS done_idx
  FROM item i
  LEFT JOIN ruling p ON p.policy = i.policy
  LEFT JOIN LATERAL (
    SELECT x.*
    FROM (
      SELECT t.occurred_at AS at, t.method AS action, t.idx
      FROM retention_then t
      WHERE t.policy = i.policy AND t.verb = 'action-taken'
        AND (
          EXISTS (
            SELECT FROM reference_then f
            WHERE f.idx = t.idx AND f.kind = i.kind || 's'
              AND (f.ref = i.ref OR i.kind = 'dataset' AND f.ref = split_part(i.ref, '@', 1))
          )
          OR NOT EXISTS (
            SELECT FROM reference_then f WHERE f.idx = t.idx AND f.kind IN ('datasets', 'subjects', 'assets')
          )
        )
      UNION ALL
      SELECT e.occurred_at, e.method, e.idx
      FROM reference_then f
      JOIN erasure_then e ON e.idx = f.idx
      WHERE i.kind = 'subject' AND f.kind = 'subjects' AND f.ref = i.ref AND e.verb = 'executed'
      UNION ALL
      SELECT s.occurred_at, 'erased', s.idx
      FROM reference_then f
      JOIN subject_then s ON s.idx = f.idx
      WHERE i.kind = 'subject' AND f.kind = 'subjects' AND f.ref = i.ref AND s.verb = 'erased'
    ) x
    ORDER BY x.at, x.idx
    LIMIT 1
  ) a ON true
  WHERE $1::text IS NULL
    OR i.kind = 'dataset' AND (i.ref = $1::text OR split_part(i.ref, '@', 1) = $1::text)
    OR i.kind = 'subject' AND EXISTS (
      SELECT FROM version_subject($1::text) m WHERE m.subject = i.ref
    )
),
judged AS (
  SELECT d.*,
    CASE
      WHEN d.closes IS NULL THEN 'no-deadline'
      WHEN d.done_at < d.closes THEN 'in-time'
      WHEN d.done_at >= d.closes THEN 'late'
      ELSE 'overdue'
    END AS reason
  FROM dealt d
  WHERE d.closes IS NULL OR d.closes <= valid_at()
)
SELECT j.kind AS item_kind, j.ref AS item, j.policy, j.period, j.start_rule, j.started_at,
  j.closes - interval '1 second' AS due_by, day_in(j.closes - interval '1 second', c.zone) AS due_date, j.action,
  j.done_at, j.reason,
  CASE
    WHEN j.reason IN ('late', 'overdue')
    THEN days_late(day_in(j.closes - interval '1 second', c.zone), coalesce(j.done_at, valid_at()), c.zone)
  END AS overdue_days,
  ARRAY(
    SELECT DISTINCT i.idx
    FROM unnest(j.idxs || j.policy_idx || j.done_idx) AS i (idx)
    WHERE i.idx IS NOT NULL
    ORDER BY 1
  ) AS entries
FROM judged j
CROSS JOIN calendar c
ORDER BY j.closes, j.policy, j.kind, j.ref
