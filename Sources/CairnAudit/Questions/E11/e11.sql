-- What each permit says and how it lived (EHDS 68), three rows each:
-- * decision: three months after the application (68(4)), six where the permit names a later date than three months;
-- * duration: ten years at most, twenty where it was extended, which it may be once (68(12)). A duration ends with
--   its day;
-- * deletion: six months after its end, the data must be gone from the recorded workspaces (68(12)).
-- Persons are those who are authorised at the time asked about.
WITH calendar AS MATERIALIZED (SELECT * FROM legal_calendar()),
permitted AS MATERIALIZED (
  SELECT s.permit, s.state, s.organisation, s.datasets, s.purposes, s.environment, s.conditions, s.valid_from,
    s.valid_until,
    s.issued_idx, i.application, i.due_by AS named_due_by, i.format, i.approved_at
  FROM permit_standing() s
  JOIN permit_then i ON i.idx = s.issued_idx
  WHERE s.starts <= valid_at() AND (s.ends IS NULL OR s.ends > valid_at())
    AND ($1::text IS NULL OR s.permit = $1::text)
),
step AS MATERIALIZED (
  SELECT n.permit, p.verb, coalesce(p.effective_at, p.occurred_at) AS at, p.valid_until, p.idx
  FROM permit_then p
  CROSS JOIN LATERAL unnest(p.permits) AS n (permit)
  WHERE n.permit IN (SELECT q.permit FROM permitted q)
),
life AS (
  SELECT s.permit, count(*) FILTER (WHERE s.verb = 'extended') AS extensions,
    array_agg(s.idx) FILTER (WHERE s.verb IN ('extended', 'amended')) AS changed_idxs,
    min(s.at) FILTER (WHERE s.verb IN ('revoked', 'completed') AND s.at <= valid_at()) AS ended_at,
    array_agg(s.idx) FILTER (WHERE s.verb <> 'published') AS idxs
  FROM step s
  GROUP BY s.permit
),
authorised AS (
  SELECT a.permit, array_agg(DISTINCT a.person ORDER BY a.person) AS persons
  FROM permit_person() a
  WHERE a.starts <= valid_at() AND (a.ends IS NULL OR a.ends > valid_at())
  GROUP BY a.permit
),
workspace AS (
  SELECT DISTINCT ON (n.permit, s.workspace) n.permit, s.verb, s.occurred_at, s.idx
  FROM session_then s
  CROSS JOIN LATERAL unnest(s.permits) AS n (permit)
  WHERE s.verb IN ('workspace-created', 'workspace-deleted')
  ORDER BY n.permit, s.workspace, s.occurred_at DESC, s.idx DESC
),
workspaces AS (
  SELECT w.permit, count(*) AS created, count(*) FILTER (WHERE w.verb = 'workspace-created') AS undeleted,
    max(w.occurred_at) FILTER (WHERE w.verb = 'workspace-deleted') AS deleted_at, array_agg(w.idx) AS idxs
  FROM workspace w
  GROUP BY w.permit
),
lived AS (
  SELECT p.*, l.extensions, l.changed_idxs, l.idxs, a.occurred_at AS submitted_at, a.idx AS submitted_idx, h.persons,
    least(l.ended_at, CASE WHEN p.valid_until <= valid_at() THEN p.valid_until END) AS ended_at,
    coalesce(w.created, 0) AS created, w.undeleted, w.deleted_at, w.idxs AS workspace_idxs
  FROM permitted p
  JOIN life l ON l.permit = p.permit
  LEFT JOIN authorised h ON h.permit = p.permit
  LEFT JOIN workspaces w ON w.permit = p.permit
  LEFT JOIN LATERAL (
    SELECT a.idx, a.occurred_at
    FROM application_then a
    WHERE a.application = p.application AND a.verb = 'submitted' AND a.occurred_at <= p.approved_at
    ORDER BY a.occurred_at DESC, a.idx DESC
    LIMIT 1
  ) a ON true
),
matter AS (
  SELECT l.permit, 1 AS number, 'decision' AS matter, l.submitted_at AS since,
    CASE WHEN l.named_due_by >= three.closes THEN six.closes ELSE three.closes END AS closes,
      l.approved_at AS done_at,
    l.issued_idx || array_remove(ARRAY[l.submitted_idx], NULL) AS idxs
  FROM lived l
  CROSS JOIN calendar c
  CROSS JOIN LATERAL deadline(l.submitted_at, 3, 'months', c.zone, c.holidays) AS three
  CROSS JOIN LATERAL deadline(l.submitted_at, 6, 'months', c.zone, c.holidays) AS six
  UNION ALL
  SELECT l.permit, 2, 'duration', l.valid_from,
    end_of_own_period(l.valid_from,
    CASE WHEN l.extensions > 0 THEN interval '20 years' ELSE interval '10 years' END, c.zone),
    l.valid_until, l.issued_idx || coalesce(l.changed_idxs, '{}')
  FROM lived l
  CROSS JOIN calendar c
  UNION ALL
  SELECT l.permit, 3, 'deletion', l.ended_at, six.closes, CASE WHEN l.created > 0
    AND l.undeleted = 0 THEN l.deleted_at END,
    l.idxs || coalesce(l.workspace_idxs, '{}')
  FROM lived l
  CROSS JOIN calendar c
  CROSS JOIN LATERAL deadline(l.ended_at, 6, 'months', c.zone, c.holidays) AS six
),
judged AS (
  SELECT l.*, m.number, m.matter, m.since, m.closes, m.done_at, m.idxs AS entries, c.zone,
    day_in(m.closes - interval '1 second', c.zone) AS due_date,
    CASE
      WHEN m.matter = 'duration' AND m.done_at > m.closes THEN 'duration-too-long'
      WHEN m.matter = 'duration' AND l.extensions > 1 THEN 'extended-more-than-once'
      WHEN m.matter = 'duration' THEN 'duration-allowed'
      WHEN m.matter = 'deletion' AND l.ended_at IS NULL THEN 'not-needed'
      WHEN m.matter = 'deletion' AND l.created = 0 THEN 'workspaces-unknown'
      WHEN m.closes IS NULL THEN 'no-deadline'
      WHEN m.done_at < m.closes THEN 'in-time'
      WHEN m.done_at IS NOT NULL THEN 'late'
      WHEN valid_at() < m.closes THEN 'open'
      ELSE 'overdue'
    END AS reason
  FROM matter m
  JOIN lived l ON l.permit = m.permit
  CROSS JOIN calendar c
)
SELECT j.permit, j.matter, j.organisation, j.state, j.datasets, j.purposes, coalesce(cardinality(j.persons),
  0) AS authorised,
  j.persons, j.valid_from, j.valid_until, j.environment, j.format, j.conditions, j.since,
  j.closes - interval '1 second' AS due_by, j.due_date, j.done_at, j.reason,
  CASE
    WHEN j.reason IN ('late', 'overdue', 'duration-too-long')
    THEN days_late(j.due_date, coalesce(j.done_at, valid_at()), j.zone)
  END AS overdue_days,
  ARRAY(SELECT DISTINCT i.idx FROM unnest(j.entries) AS i (idx) WHERE i.idx IS NOT NULL ORDER BY 1) AS entries
FROM judged j
ORDER BY j.permit, j.number
