-- Each objection of a person (GDPR Art. 21), raised as such or received as a request for that right, with its clock
-- (Art. 12(3), (4)), its decision, and the acts that came after it.
--
-- While it is pending (18(1)(d)) and once it is upheld, an act against it is one that stood on Art. 6(1)(e) or (f): for
-- a purpose that is objected to, no consent in force and no other basis covered it, in one of the versions through
-- which it touched the person, or, where its dataset's name leaves open which was meant, in each. A transfer without a
-- purpose has those of its only permit; one for a purpose that nobody knows can't be told, nor one for which a consent
-- may have stood: taken back in part, contradictory, in another vocabulary, on conditions. What was done wrongly goes
-- before what came late, and that before what can't be told.
WITH calendar AS MATERIALIZED (SELECT * FROM legal_calendar()),
span AS MATERIALIZED (
  SELECT s.*
  FROM objection_standing() s
  WHERE ($1::text IS NULL OR s.subject = $1::text)
    AND ($2::text IS NULL OR s.raised_at >= $2::timestamptz)
    AND ($3::text IS NULL OR s.raised_at < $3::timestamptz)
),
clock AS MATERIALIZED (
  SELECT c.*
  FROM request_clock(CASE WHEN $1::text IS NOT NULL THEN ARRAY(SELECT s.request FROM span s) END) c
  WHERE c.article = 21
),
objection AS MATERIALIZED (
  SELECT s.request, s.subject, min(s.raised_at) AS raised_at,
    min(s.starts) FILTER (WHERE s.state <> 'pending') AS decided_at,
    (array_agg(s.state ORDER BY s.starts, s.decided_idx) FILTER (WHERE s.state <> 'pending'))[1] AS first_state,
    (array_agg(s.state ORDER BY s.starts DESC, s.decided_idx DESC))[1] AS last_state,
    (array_agg(s.decision ORDER BY s.starts DESC, s.decided_idx DESC))[1] AS decision,
    (array_agg(s.ground ORDER BY s.starts DESC, s.decided_idx DESC))[1] AS ground,
    array_agg(DISTINCT s.idx) || array_agg(DISTINCT s.decided_idx) AS idxs
  FROM span s
  GROUP BY s.request, s.subject
),
later_act AS MATERIALIZED (
  SELECT o.request, o.subject, a.idx, a.occurred_at, a.datasets, a.permits, a.organisation, a.on_behalf,
    t.via, t.dataset,
    coalesce(nullif(a.purposes, '{}'), l.purposes) AS purposes
  FROM objection o
  CROSS JOIN LATERAL subject_act(o.subject) t
  CROSS JOIN LATERAL (
    SELECT a.* FROM act a WHERE a.idx = t.idx AND a.kind <> 'provision' AND a.occurred_at >= o.raised_at
    OFFSET 0
  ) a
  LEFT JOIN lent_purpose() l ON l.idx = a.idx
),
-- The versions through which an act touched the person; none where it names the person alone. is_open: which of them
-- was meant isn't recorded.
through AS MATERIALIZED (
  SELECT DISTINCT l.request, l.subject, l.idx, l.occurred_at, l.datasets, l.permits, l.organisation, l.on_behalf,
    v.version,
    coalesce(v.version <> ALL (l.datasets), false) AS is_open
  FROM later_act l
  LEFT JOIN LATERAL (
    SELECT l.dataset AS version
    WHERE l.via = 'dataset'
    UNION ALL
    SELECT p.dataset
    FROM person_version(l.subject) p
    WHERE l.via <> 'dataset' AND p.starts <= l.occurred_at AND (p.ends IS NULL OR p.ends > l.occurred_at)
      AND EXISTS (SELECT FROM unnest(l.datasets) AS n (dataset) WHERE names_version(n.dataset, p.dataset))
  ) v ON true
),
-- A purpose that isn't recorded, or that nobody knows, is NULL.
sought AS MATERIALIZED (
  SELECT DISTINCT l.request, l.subject, l.idx, t.narrow AS purpose
  FROM later_act l
  CROSS JOIN LATERAL unnest(coalesce(nullif(l.purposes, '{}'), ARRAY[NULL::text])) AS w (purpose)
  LEFT JOIN (SELECT DISTINCT t.narrow FROM term t) t ON t.narrow = w.purpose
),
wanted AS MATERIALIZED (SELECT DISTINCT s.request, s.subject, s.purpose FROM sought s),
objected AS MATERIALIZED (
  SELECT w.request, w.subject, w.purpose, s.state, s.datasets, s.starts, s.ends
  FROM wanted w
  JOIN span s ON s.request = w.request AND s.subject = w.subject
  WHERE s.state IN ('pending', 'upheld', 'upheld-in-part')
    AND (
      s.purposes IS NULL
      OR w.purpose IS NULL
      OR covers(s.purposes, ARRAY[w.purpose])
      OR EXISTS (SELECT FROM unnest(s.purposes) AS n (named) WHERE covers(ARRAY[w.purpose], ARRAY[n.named]))
    )
),
-- What the person's consents say of each purpose: agreed, or nobody can tell. Whether a consent's conditions were met
-- isn't looked at here.
consented AS MATERIALIZED (
  SELECT s.subject, s.purpose, s.starts, s.ends, r.rank, r.code
  FROM (
    SELECT w.subject, w.purpose, c.starts, c.ends,
      CASE
        WHEN o.code = 'consent' AND coalesce(cardinality(c.conditions), 0) > 0 THEN 'condition-unknown'
        ELSE o.code
      END AS code
    FROM (SELECT DISTINCT o.subject, o.purpose FROM objected o) w
    CROSS JOIN LATERAL (
      SELECT c.*
      FROM consent_standing() c
      WHERE c.subject = w.subject AND c.state IN ('given', 'order')
      OFFSET 0
    ) c
    CROSS JOIN LATERAL (SELECT consent_reason(c.state, c.purposes, c.withdrawn, w.purpose) AS code OFFSET 0) o
  ) s
  JOIN reason r ON r.code = s.code
  WHERE r.code = 'consent' OR r.verdict = 'undetermined'
),
other_basis AS MATERIALIZED (
  SELECT w.purpose, b.dataset, b.subject, b.permit, b.controller, b.starts, b.ends
  FROM (SELECT DISTINCT o.purpose FROM objected o) w
  JOIN basis_standing() b
    ON b.article6 NOT IN ('eu-gdpr:A6-1-a', 'eu-gdpr:A6-1-e', 'eu-gdpr:A6-1-f')
      AND (w.purpose IS NULL OR covers(b.purposes, ARRAY[w.purpose]))
),
judged AS (
  SELECT u.request, u.subject, u.idx, u.version, u.is_open, o.state,
    CASE WHEN o.purpose IS NULL THEN 'purpose-unknown' ELSE c.unknown END AS unknown,
    (
      o.datasets IS NULL
      OR u.datasets IS NULL
      OR EXISTS (
        SELECT
        FROM unnest(o.datasets) AS n (named)
        CROSS JOIN unnest(coalesce(ARRAY[u.version], u.datasets)) AS v (dataset)
        WHERE names_version(n.named, v.dataset) OR names_version(v.dataset, n.named)
      )
    )
    AND NOT c.is_agreed
    AND NOT EXISTS (
      SELECT
      FROM other_basis b
      WHERE b.purpose IS NOT DISTINCT FROM o.purpose
        AND b.starts <= u.occurred_at
        AND (b.ends IS NULL OR b.ends > u.occurred_at)
        AND basis_reaches(
          b.dataset, b.subject, b.permit, b.controller,
          u.subject, u.version, u.permits, u.organisation, u.on_behalf
        )
    ) AS is_wrong
  FROM through u
  JOIN sought s ON s.request = u.request AND s.subject = u.subject AND s.idx = u.idx
  JOIN objected o
    ON o.request = u.request
      AND o.subject = u.subject
      AND o.purpose IS NOT DISTINCT FROM s.purpose
      AND o.starts <= u.occurred_at
      AND (o.ends IS NULL OR o.ends > u.occurred_at)
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE c.code = 'consent' OR o.purpose IS NULL AND c.code = 'purpose-unknown') > 0
        AS is_agreed,
      (array_agg(c.code ORDER BY c.rank))[1] AS unknown
    FROM consented c
    WHERE c.subject = u.subject
      AND c.purpose IS NOT DISTINCT FROM o.purpose
      AND c.starts <= u.occurred_at
      AND (c.ends IS NULL OR c.ends > u.occurred_at)
  ) c
),
wrong AS (
  SELECT v.request, v.subject, v.idx, v.state, v.unknown
  FROM (
    SELECT j.request, j.subject, j.idx, j.state, j.unknown, j.is_open, bool_or(j.is_wrong) AS is_wrong
    FROM judged j
    GROUP BY j.request, j.subject, j.idx, j.state, j.unknown, j.is_open, j.version
  ) v
  GROUP BY v.request, v.subject, v.idx, v.state, v.unknown
  HAVING bool_or(v.is_wrong AND NOT v.is_open) OR bool_and(v.is_wrong) FILTER (WHERE v.is_open)
),
counted AS (
  SELECT l.request, l.subject, count(DISTINCT l.idx) AS accesses,
    count(w.idx) FILTER (WHERE w.unknown IS NULL AND w.state <> 'pending') AS against_upheld,
    count(w.idx) FILTER (WHERE w.unknown IS NULL AND w.state = 'pending') AS against_pending,
    (array_agg(w.unknown ORDER BY r.rank) FILTER (WHERE w.unknown IS NOT NULL))[1] AS unknown,
    (array_agg(DISTINCT l.idx ORDER BY l.idx))[1:50] AS entries
  FROM later_act l
  LEFT JOIN wrong w ON w.request = l.request AND w.subject = l.subject AND w.idx = l.idx
  LEFT JOIN reason r ON r.code = w.unknown
  GROUP BY l.request, l.subject
),
timed AS (
  SELECT o.*, c.due_by, c.month_last_day, c.last_day, c.idxs AS clock_idxs, o.first_state = 'rejected' AS is_refusal,
    answer_reason(
      o.raised_at,
      o.decided_at,
      coalesce(o.first_state = 'rejected', false),
      c.month_closes,
      c.closes,
      c.standing,
      c.standing_until
    ) AS time_reason
  FROM objection o
  LEFT JOIN clock c ON c.request = o.request
)
SELECT t.request AS objection, t.subject, t.raised_at, t.due_by, t.last_day AS due_date, t.decision, t.decided_at,
  t.ground AS grounds, coalesce(n.accesses, 0) AS accesses_after,
  answer_days_late(t.time_reason, t.decided_at, coalesce(t.is_refusal, false), t.month_last_day, t.last_day, c.zone)
    AS overdue_days,
  CASE
    WHEN n.against_upheld > 0 THEN 'objection-upheld'
    WHEN n.against_pending > 0 THEN 'objection-pending'
    WHEN t.time_reason IN ('late', 'overdue') THEN t.time_reason
    WHEN t.last_state = 'unknown' THEN 'decision-unknown'
    WHEN n.unknown IS NOT NULL THEN n.unknown
    ELSE t.time_reason
  END AS reason,
  ARRAY(
    SELECT DISTINCT i.idx
    FROM unnest(t.idxs || t.clock_idxs || n.entries) AS i (idx)
    WHERE i.idx IS NOT NULL
    ORDER BY i.idx
  ) AS entries
FROM timed t
CROSS JOIN calendar c
LEFT JOIN counted n ON n.request = t.request AND n.subject = t.subject
ORDER BY t.raised_at, t.request, t.subject
