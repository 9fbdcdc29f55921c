-- Purposes: what each permit allows and what it was used for, and what was applied for and refused. Advertising, marketing, credit, recruitment and
-- personnel are the terms that stand for what Article 54 prohibits.
WITH asked AS (
  SELECT p.permit, p.application FROM (
    SELECT DISTINCT ON (i.permits[1]) i.permits[1] AS permit, i.application FROM permit i
    WHERE i.verb = 'issued' AND i.idx < $1::bigint AND i.occurred_at <= $2::timestamptz AND ($5::text IS NULL OR i.permits @> ARRAY[$5::text])
    ORDER BY i.permits[1], i.idx
  ) p
),
acted AS MATERIALIZED (
  SELECT x.idx, x.occurred_at, x.permit, u.purpose
  FROM (
    SELECT a.idx, a.occurred_at, a.permits[1] AS permit, a.purposes FROM access a
    WHERE a.verb IN ('queried', 'viewed', 'read', 'downloaded') AND a.permits[1] IS NOT NULL AND a.idx < $1::bigint AND a.occurred_at <= $2::timestamptz
      AND ($3::text IS NULL OR a.occurred_at >= $3::timestamptz) AND ($4::text IS NULL OR a.occurred_at < $4::timestamptz)
      AND ($5::text IS NULL OR a.permits @> ARRAY[$5::text])
    UNION ALL
    SELECT j.idx, j.occurred_at, j.permits[1], j.purposes FROM job j
    WHERE j.verb = 'started' AND j.permits[1] IS NOT NULL AND j.idx < $1::bigint AND j.occurred_at <= $2::timestamptz
      AND ($3::text IS NULL OR j.occurred_at >= $3::timestamptz) AND ($4::text IS NULL OR j.occurred_at < $4::timestamptz)
      AND ($5::text IS NULL OR j.permits @> ARRAY[$5::text])
  ) x
  LEFT JOIN LATERAL unnest(x.purposes) AS u (purpose) ON true
),
terms AS MATERIALIZED (SELECT t.* FROM permit_terms($1::bigint) t WHERE t.starts <= $2::timestamptz AND ($5::text IS NULL OR t.permit = $5::text)),
fits AS MATERIALIZED (
  SELECT w.permit, w.purpose, t.starts, t.ends, covers(t.purposes, ARRAY[w.purpose]) AS is_allowed, t.idx
  FROM (SELECT DISTINCT permit, purpose FROM acted) w JOIN terms t ON t.permit = w.permit
),
used AS (
  SELECT a.permit, a.purpose, count(*) AS uses, count(*) FILTER (WHERE NOT f.is_allowed) AS outside_uses, bool_or(f.idx IS NULL) AS is_unknown, min(a.occurred_at) AS first_at,
    max(a.occurred_at) AS last_at, array_agg(a.idx) FILTER (WHERE f.is_allowed IS NOT true) || min(a.idx) || max(a.idx) || array_agg(DISTINCT f.idx) AS idxs
  FROM acted a LEFT JOIN fits f ON f.permit = a.permit AND f.purpose IS NOT DISTINCT FROM a.purpose AND f.starts <= a.occurred_at AND (f.ends IS NULL OR f.ends > a.occurred_at)
  GROUP BY a.permit, a.purpose
),
allowed AS (
  SELECT t.permit, u.purpose, array_agg(t.idx) AS idxs FROM terms t JOIN asked p ON p.permit = t.permit CROSS JOIN LATERAL unnest(t.purposes) AS u (purpose)
  WHERE ($4::text IS NULL OR t.starts < $4::timestamptz) AND ($3::text IS NULL OR t.ends IS NULL OR t.ends > $3::timestamptz)
  GROUP BY t.permit, u.purpose
),
applied AS (
  SELECT s.application, s.purposes, s.occurred_at, s.idx FROM application s
  WHERE s.verb = 'submitted' AND s.idx < $1::bigint AND s.occurred_at <= $2::timestamptz
    AND ($3::text IS NULL OR s.occurred_at >= $3::timestamptz) AND ($4::text IS NULL OR s.occurred_at < $4::timestamptz)
    AND ($5::text IS NULL OR s.application IN (SELECT a.application FROM asked a))
  UNION ALL
  SELECT s.application, s.purposes, s.occurred_at, s.idx FROM application s
  WHERE s.verb = 'refused' AND s.idx < $1::bigint AND s.occurred_at <= $2::timestamptz
    AND ($3::text IS NULL OR s.occurred_at >= $3::timestamptz) AND ($4::text IS NULL OR s.occurred_at < $4::timestamptz) AND $5::text IS NULL
    AND NOT EXISTS (SELECT FROM application x WHERE x.application = s.application AND x.verb = 'submitted' AND x.idx < $1::bigint)
),
answered AS (
  SELECT a.application, u.purpose, a.occurred_at, a.idx, e.verb, e.reason, e.idx AS answer_idx, g.idx AS granted_idx
  FROM applied a CROSS JOIN LATERAL unnest(a.purposes) AS u (purpose)
  LEFT JOIN LATERAL (
    SELECT e.verb, e.reason, e.idx FROM application e
    WHERE e.application = a.application AND e.verb IN ('refused', 'withdrawn') AND e.idx < $1::bigint AND e.occurred_at <= $2::timestamptz
    ORDER BY e.occurred_at DESC, e.idx DESC LIMIT 1
  ) e ON true
  LEFT JOIN LATERAL (
    SELECT g.idx FROM permit g WHERE g.application = a.application AND g.verb = 'issued' AND g.idx < $1::bigint AND g.occurred_at <= $2::timestamptz ORDER BY g.idx LIMIT 1
  ) g ON true
),
rows AS (
  SELECT 'permit' AS kind, coalesce(u.permit, a.permit) AS permit, coalesce(u.purpose, a.purpose) AS purpose, a.permit IS NOT NULL AS named, u.uses, u.outside_uses,
    NULL::bigint AS applications, NULL AS refusal, u.first_at, u.last_at,
    CASE WHEN u.permit IS NOT NULL AND u.purpose IS NULL THEN 'purpose-unknown' WHEN u.is_unknown THEN 'permit-unknown' WHEN u.outside_uses > 0 THEN 'purpose-outside-permit'
      WHEN u.uses IS NULL THEN 'unused' ELSE 'within-permit' END AS reason,
    coalesce(u.idxs, '{}') || coalesce(a.idxs, '{}') AS idxs
  FROM used u FULL JOIN allowed a ON a.permit = u.permit AND a.purpose = u.purpose
  UNION ALL
  SELECT 'application', NULL, a.purpose, NULL, NULL, NULL, count(DISTINCT a.application), a.reason, min(a.occurred_at), max(a.occurred_at),
    CASE WHEN a.granted_idx IS NOT NULL THEN 'granted' WHEN a.verb = 'refused' THEN 'refused' WHEN a.verb = 'withdrawn' THEN 'not-needed' ELSE 'undecided' END,
    array_agg(a.idx) || array_agg(a.answer_idx) || array_agg(a.granted_idx)
  FROM answered a GROUP BY a.purpose, a.reason, 11
),
marked AS (
  SELECT r.*, coalesce(r.purpose ~ '^dpv:([A-Za-z]*(Advertising|Marketing|Credit)[A-Za-z]*|Recruitment[A-Za-z]*|Personnel[A-Za-z]*|HumanResourceManagement)$', false) AS prohibited
  FROM rows r
),
reasoned AS (
  SELECT m.kind, m.permit, m.purpose, m.named, m.prohibited, m.uses, m.outside_uses, m.applications, m.refusal, m.first_at, m.last_at, m.idxs,
    CASE WHEN m.prohibited AND m.reason NOT IN ('refused', 'not-needed', 'undecided') THEN 'purpose-prohibited' ELSE m.reason END AS reason
  FROM marked m
)
SELECT r.kind, r.permit, r.purpose, r.named AS named_in_permit, r.prohibited, r.uses, r.outside_uses, r.applications, r.refusal, r.first_at, r.last_at,
  CASE WHEN r.reason IN ('purpose-outside-permit', 'purpose-prohibited') THEN 'not-covered' WHEN r.reason IN ('purpose-unknown', 'permit-unknown', 'undecided') THEN 'undetermined'
    ELSE 'covered' END AS verdict, r.reason,
  ARRAY(SELECT DISTINCT x FROM unnest(r.idxs) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM reasoned r
ORDER BY r.kind DESC, r.permit, r.purpose, r.reason, r.refusal
