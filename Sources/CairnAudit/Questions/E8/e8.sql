-- The results of each permit: 18 months after its work was completed, or else after it ended, they must be public
-- (EHDS 61(4)), counted as Regulation 1182/71 Art. 3 does.
WITH calendar AS MATERIALIZED (SELECT * FROM legal_calendar()),
permitted AS MATERIALIZED (
  SELECT s.permit, s.organisation, s.valid_until, s.issued_idx
  FROM permit_standing() s
  WHERE s.starts <= valid_at() AND (s.ends IS NULL OR s.ends > valid_at())
    AND ($1::text IS NULL OR s.permit = $1::text)
),
step AS MATERIALIZED (
  SELECT n.permit, p.verb, coalesce(p.effective_at, p.occurred_at) AS at, p.valid_until, p.idx
  FROM permit_then p
  CROSS JOIN LATERAL unnest(p.permits) AS n (permit)
  WHERE n.permit IN (SELECT q.permit FROM permitted q)
),
ending AS (
  SELECT DISTINCT ON (s.permit) s.permit, s.verb, s.at, s.idx
  FROM step s
  WHERE s.verb IN ('completed', 'revoked') AND s.at <= valid_at()
  ORDER BY s.permit, s.verb <> 'completed', s.at, s.idx
),
prolonged AS (
  SELECT s.permit, max(s.idx) AS idx
  FROM step s
  WHERE s.verb IN ('extended', 'amended') AND s.valid_until IS NOT NULL
  GROUP BY s.permit
),
outcome AS (
  SELECT n.permit, min(r.published_at) AS published_at, count(*) AS results,
    array_agg(DISTINCT r.url) FILTER (WHERE r.url IS NOT NULL) AS urls, array_agg(r.idx) AS idxs
  FROM result_then r
  CROSS JOIN LATERAL unnest(r.permits) AS n (permit)
  WHERE r.verb = 'published' AND r.published_at <= valid_at()
  GROUP BY n.permit
),
ended AS (
  SELECT p.*, e.idx AS ended_idx, x.idx AS prolonged_idx,
    coalesce(e.verb, CASE WHEN p.valid_until <= valid_at() THEN 'expired' END) AS ended_by,
    coalesce(e.at, CASE WHEN p.valid_until <= valid_at() THEN p.valid_until END) AS completed_at
  FROM permitted p
  LEFT JOIN ending e ON e.permit = p.permit
  LEFT JOIN prolonged x ON x.permit = p.permit
),
judged AS (
  SELECT e.*, due.due_by, due.last_day, c.zone, o.published_at, coalesce(o.results, 0) AS results, o.urls, o.idxs,
    CASE
      WHEN o.published_at IS NOT NULL AND (due.closes IS NULL OR o.published_at < due.closes) THEN 'in-time'
      WHEN o.published_at IS NOT NULL THEN 'late'
      WHEN due.closes IS NULL THEN 'not-needed'
      WHEN valid_at() < due.closes THEN 'open'
      ELSE 'overdue'
    END AS reason
  FROM ended e
  CROSS JOIN calendar c
  CROSS JOIN LATERAL deadline(e.completed_at, 18, 'months', c.zone, c.holidays) AS due
  LEFT JOIN outcome o ON o.permit = e.permit
)
SELECT j.permit, j.organisation, j.ended_by, j.completed_at, j.due_by, j.last_day AS due_date, j.published_at,
  j.results,
  j.urls AS results_url, j.reason,
  CASE
    WHEN j.reason IN ('late', 'overdue') THEN days_late(j.last_day, coalesce(j.published_at, valid_at()), j.zone)
  END AS overdue_days,
  ARRAY(
    SELECT DISTINCT i.idx
    FROM unnest(ARRAY[j.issued_idx, j.ended_idx, j.prolonged_idx] || j.idxs) AS i (idx)
    WHERE i.idx IS NOT NULL
    ORDER BY 1
  ) AS entries
FROM judged j
ORDER BY j.due_by, j.permit
