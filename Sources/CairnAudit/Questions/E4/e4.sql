-- What the public register shows: permits and refusals, and whether each permit was made public within 30 working days (Monday to Friday) of its issue.
WITH permitted AS (
  SELECT DISTINCT ON (p.permits[1]) p.permits[1] AS permit, p.idx, p.occurred_at, p.application, p.justification, s.organisation, s.datasets, s.purposes, s.valid_until,
    permit_state(p.permits[1], $2::timestamptz, $1::bigint) AS state
  FROM permit p CROSS JOIN LATERAL permit_scope(p.permits[1], $2::timestamptz, $1::bigint) s
  WHERE p.verb = 'issued' AND p.idx < $1::bigint AND p.occurred_at <= $2::timestamptz
  ORDER BY p.permits[1], p.idx
),
decided AS (
  SELECT 'permit' AS kind, p.permit AS permit_or_application, p.organisation, p.datasets, p.purposes, p.state, p.occurred_at AS decided_at, p.valid_until, p.justification,
    n.published_at, l.article AS legal_basis, e.urls, coalesce(e.results, 0) AS results,
    ARRAY[p.idx] || coalesce(l.entries, '{}') || coalesce(e.entries, '{}') || coalesce(c.entries, '{}') AS entries
  FROM permitted p
  LEFT JOIN LATERAL (
    SELECT min(n.published_at) AS published_at FROM permit n
    WHERE n.permits @> ARRAY[p.permit] AND n.verb = 'published' AND n.idx < $1::bigint AND n.occurred_at <= $2::timestamptz AND n.published_at <= $2::timestamptz
  ) n ON true
  LEFT JOIN LATERAL (
    SELECT array_agg(n.idx) AS entries FROM permit n
    WHERE n.permits @> ARRAY[p.permit] AND n.verb NOT IN ('person-added', 'person-removed') AND n.idx < $1::bigint AND n.occurred_at <= $2::timestamptz
  ) c ON true
  LEFT JOIN LATERAL (
    SELECT string_agg(DISTINCT concat_ws(' ', b.article6, b.article9), ', ') AS article, array_agg(DISTINCT b.idx) AS entries
    FROM basis_period($1::bigint) b WHERE b.dataset = ANY (p.datasets) AND b.starts <= $2::timestamptz AND (b.ends IS NULL OR b.ends > p.occurred_at)
  ) l ON true
  LEFT JOIN LATERAL (
    SELECT string_agg(DISTINCT r.url, ', ') AS urls, count(*) AS results, array_agg(r.idx) AS entries FROM result r
    WHERE r.permits @> ARRAY[p.permit] AND r.verb = 'published' AND r.idx < $1::bigint AND r.occurred_at <= $2::timestamptz AND r.published_at <= $2::timestamptz
  ) e ON true
  UNION ALL
  SELECT 'refusal', a.application, coalesce(a.applicant, s.applicant), s.datasets, coalesce(a.purposes, s.purposes), 'refused', a.occurred_at, NULL, a.reason, NULL, NULL,
    NULL, 0, ARRAY[a.idx, s.idx]
  FROM application a
  LEFT JOIN LATERAL (
    SELECT s.idx, s.applicant, s.datasets, s.purposes FROM application s
    WHERE s.application = a.application AND s.verb = 'submitted' AND s.idx < $1::bigint AND s.occurred_at <= $2::timestamptz ORDER BY s.idx DESC LIMIT 1
  ) s ON true
  WHERE a.verb = 'refused' AND a.idx < $1::bigint AND a.occurred_at <= $2::timestamptz
),
dated AS (
  SELECT d.*,
    date_trunc('day', d.decided_at) + make_interval(days => 43 - greatest(extract(isodow FROM d.decided_at)::int - 5, 0)) - interval '1 second' AS due_by
  FROM decided d
),
judged AS (
  SELECT d.*,
    CASE WHEN d.kind = 'refusal' THEN 'publication-unknown' WHEN d.published_at <= d.due_by THEN 'in-time' WHEN d.published_at > d.due_by THEN 'late'
      WHEN $2::timestamptz <= d.due_by THEN 'open' ELSE 'overdue' END AS reason
  FROM dated d
)
SELECT j.kind, j.permit_or_application, j.organisation, array_to_string(j.datasets, ', ') AS datasets, array_to_string(j.purposes, ', ') AS purposes, j.legal_basis,
  j.state, j.decided_at, j.valid_until, j.justification, j.published_at, j.due_by, j.results, j.urls AS results_url,
  CASE WHEN j.reason IN ('in-time', 'open') THEN 'covered' WHEN j.reason IN ('late', 'overdue') THEN 'not-covered' ELSE 'undetermined' END AS verdict, j.reason,
  CASE WHEN j.reason IN ('late', 'overdue') THEN days_late(j.due_by, coalesce(j.published_at, $2::timestamptz)) END AS overdue_days,
  ARRAY(SELECT DISTINCT x FROM unnest(j.entries) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM judged j
WHERE ($3::text IS NULL OR j.decided_at >= $3::timestamptz) AND ($4::text IS NULL OR j.decided_at < $4::timestamptz)
  AND ($5::text IS NULL OR j.datasets @> ARRAY[$5::text])
ORDER BY j.decided_at, j.kind, j.permit_or_application
