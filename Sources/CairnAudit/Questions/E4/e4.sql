-- What the public register shows: permits and refusals, and whether each permit was made public within 30 working
-- days of its issue (EHDS 57(1)(j)), the day of issue not counted (Regulation 1182/71 Art. 3(1)).
WITH calendar AS MATERIALIZED (SELECT * FROM legal_calendar()),
permitted AS MATERIALIZED (
  SELECT s.permit, s.organisation, s.datasets, s.purposes, s.state, s.valid_until, i.occurred_at AS decided_at,
    i.justification, i.idx
  FROM permit_standing() s
  JOIN permit_then i ON i.idx = s.issued_idx
  WHERE s.starts <= valid_at() AND (s.ends IS NULL OR s.ends > valid_at())
),
life AS (
  SELECT n.permit, min(p.published_at) FILTER (WHERE p.verb = 'published'
    AND p.published_at <= valid_at()) AS published_at,
    array_agg(p.idx) AS idxs
  FROM permit_then p
  CROSS JOIN LATERAL unnest(p.permits) AS n (permit)
  WHERE p.verb NOT IN ('person-added', 'person-removed')
  GROUP BY n.permit
),
basis AS (
  SELECT p.permit, array_agg(DISTINCT a.article ORDER BY a.article) AS articles, array_agg(DISTINCT b.idx) AS idxs
  FROM permitted p
  CROSS JOIN LATERAL unnest(p.datasets) AS d (dataset)
  JOIN basis_standing() b ON names_version(b.dataset, d.dataset) OR names_version(d.dataset, b.dataset)
  CROSS JOIN LATERAL unnest(ARRAY[b.article6, b.article9]) AS a (article)
  WHERE a.article IS NOT NULL AND b.starts <= valid_at() AND (b.ends IS NULL OR b.ends > p.decided_at)
  GROUP BY p.permit
),
outcome AS (
  SELECT n.permit, array_agg(DISTINCT r.url) FILTER (WHERE r.url IS NOT NULL) AS urls, count(*) AS results,
    array_agg(r.idx) AS idxs
  FROM result_then r
  CROSS JOIN LATERAL unnest(r.permits) AS n (permit)
  WHERE r.verb = 'published' AND r.published_at <= valid_at()
  GROUP BY n.permit
),
decided AS (
  SELECT 'permit' AS kind, p.permit AS permit_or_application, p.organisation, p.datasets, p.purposes, b.articles,
    p.state,
    p.decided_at, p.valid_until, p.justification, l.published_at, coalesce(o.results, 0) AS results, o.urls,
    ARRAY[p.idx] || l.idxs || b.idxs || o.idxs AS idxs
  FROM permitted p
  LEFT JOIN life l ON l.permit = p.permit
  LEFT JOIN basis b ON b.permit = p.permit
  LEFT JOIN outcome o ON o.permit = p.permit
  UNION ALL
  SELECT 'refusal', a.application, coalesce(a.applicant, s.applicant), s.datasets, coalesce(a.purposes, s.purposes),
    NULL,
    'refused', a.occurred_at, NULL, a.reason, NULL, 0, NULL, ARRAY[a.idx, s.idx]
  FROM application_then a
  LEFT JOIN LATERAL (
    SELECT s.idx, s.applicant, s.datasets, s.purposes
    FROM application_then s
    WHERE s.application = a.application AND s.verb = 'submitted'
    ORDER BY s.occurred_at DESC, s.idx DESC
    LIMIT 1
  ) s ON true
  WHERE a.verb = 'refused'
),
judged AS (
  SELECT d.*, due.due_by, due.last_day, c.zone,
    CASE
      WHEN d.kind = 'refusal' THEN 'publication-unknown'
      WHEN d.published_at < due.closes THEN 'in-time'
      WHEN d.published_at IS NOT NULL THEN 'late'
      WHEN valid_at() < due.closes THEN 'open'
      ELSE 'overdue'
    END AS reason
  FROM decided d
  CROSS JOIN calendar c
  CROSS JOIN LATERAL deadline(d.decided_at, 30, 'working days', c.zone, c.holidays) AS due
  WHERE ($1::text IS NULL OR d.decided_at >= $1::timestamptz)
    AND ($2::text IS NULL OR d.decided_at < $2::timestamptz)
    AND (
      $3::text IS NULL
      OR EXISTS (SELECT FROM unnest(d.datasets) AS n (dataset) WHERE names_version(n.dataset, $3::text))
    )
)
SELECT j.kind, j.permit_or_application, j.organisation, j.datasets, j.purposes, j.articles AS legal_basis, j.state,
  j.decided_at, j.valid_until, j.justification, j.published_at, j.due_by, j.last_day AS due_date, j.results,
  j.urls AS results_url, j.reason,
  CASE
    WHEN j.reason IN ('late', 'overdue') THEN days_late(j.last_day, coalesce(j.published_at, valid_at()), j.zone)
  END AS overdue_days,
  ARRAY(SELECT DISTINCT i.idx FROM unnest(j.idxs) AS i (idx) WHERE i.idx IS NOT NULL ORDER BY 1) AS entries
FROM judged j
ORDER BY j.decided_at, j.kind, j.permit_or_application
