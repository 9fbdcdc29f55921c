-- The clock of each right that was asked for: from request.received, erasure.requested (Art. 17), objection.raised
-- (21). A request that is recorded in two ways is one, from its first receipt. Art. 12(3) is for Art. 15 to 22:
-- others have no end. The controller has one month from receipt (`month_closes`, `month_last_day`), whatever the
-- request says.
-- * Extension (12(3)): counts if it was told before the first month closed. Then it is three months from receipt,
--   once: a second extension, or a longer one, changes nothing; a nearer end is only a promise (`promised_by`).
-- * Suspension (12(6)): the days from identity-asked to identity-verified count (`stood_still`) where it was asked
--   within three working days of receipt (our number for "without undue delay"). `standing` is `suspended` where it
--   was asked so and isn't answered; `suspension-unproven` where it was asked later, but before the month closed, or
--   where nobody recorded when it was asked: then nothing can be told until `standing_until`, the end if the clock
--   had stood still from receipt until identity was known (NULL: without end).
-- `closes` is the first instant that is too late, `last_day` the last day in time. p_requests: of these alone; NULL is
-- all.
CREATE FUNCTION request_clock(p_requests text[] DEFAULT NULL) RETURNS TABLE (
  request text,
  article int,
  requested_right text,
  idx bigint,
  received_at timestamptz,
  month_closes timestamptz,
  month_last_day date,
  closes timestamptz,
  due_by timestamptz,
  last_day date,
  promised_by timestamptz,
  stood_still int,
  standing text,
  standing_until timestamptz,
  idxs bigint[]
)
LANGUAGE sql STABLE PARALLEL UNSAFE AS $$
  WITH calendar AS MATERIALIZED (SELECT * FROM legal_calendar()),
  request_asked AS (
    SELECT q.* FROM request_then q WHERE p_requests IS NULL
    UNION ALL
    SELECT q.* FROM request_then q WHERE q.requests && p_requests COLLATE "C"
  ),
  erasure_asked AS (
    SELECT e.* FROM erasure_then e WHERE p_requests IS NULL
    UNION ALL
    SELECT e.* FROM erasure_then e WHERE e.requests && p_requests COLLATE "C"
  ),
  objection_asked AS (
    SELECT o.* FROM objection_then o WHERE p_requests IS NULL
    UNION ALL
    SELECT o.* FROM objection_then o WHERE o.requests && p_requests COLLATE "C"
  ),
  receipt AS (
    SELECT r.request, q.requested_right, q.received_at, q.idx
    FROM request_asked q
    CROSS JOIN LATERAL unnest(q.requests) AS r (request)
    WHERE q.verb = 'received' AND (p_requests IS NULL OR r.request = ANY (p_requests))
    UNION ALL
    SELECT r.request, 'eu-gdpr:A17', coalesce(e.received_at, e.occurred_at), e.idx
    FROM erasure_asked e
    CROSS JOIN LATERAL unnest(e.requests) AS r (request)
    WHERE e.verb = 'requested' AND (p_requests IS NULL OR r.request = ANY (p_requests))
    UNION ALL
    SELECT r.request, 'eu-gdpr:A21', coalesce(o.received_at, o.occurred_at), o.idx
    FROM objection_asked o
    CROSS JOIN LATERAL unnest(o.requests) AS r (request)
    WHERE o.verb = 'raised' AND (p_requests IS NULL OR r.request = ANY (p_requests))
  ),
  asked AS MATERIALIZED (
    SELECT r.request, r.article, min(r.requested_right) AS requested_right, min(r.received_at) AS received_at,
      (array_agg(r.idx ORDER BY r.received_at, r.idx))[1] AS idx, array_agg(DISTINCT r.idx) AS idxs
    FROM (
      SELECT r.*, substring(r.requested_right FROM '^eu-gdpr:A([0-9]{1,3})(?:-|$)')::int AS article
      FROM receipt r
    ) r
    GROUP BY r.request, r.article, CASE WHEN r.article IS NULL THEN r.requested_right END
  ),
  step AS MATERIALIZED (
    SELECT r.request, q.verb, q.occurred_at, q.due_by, q.idx
    FROM request_asked q
    CROSS JOIN LATERAL unnest(q.requests) AS r (request)
    WHERE q.verb IN ('extended', 'identity-asked', 'identity-verified')
      AND (p_requests IS NULL OR r.request = ANY (p_requests))
  ),
  extension AS (
    SELECT DISTINCT ON (s.request) s.request, s.occurred_at, s.due_by
    FROM step s
    WHERE s.verb = 'extended'
    ORDER BY s.request, s.occurred_at, s.idx
  ),
  question AS (
    SELECT s.request, min(s.occurred_at) AS at
    FROM step s
    WHERE s.verb = 'identity-asked'
    GROUP BY s.request
  ),
  identified AS (
    SELECT s.request, min(s.occurred_at) AS at
    FROM step s
    LEFT JOIN question q ON q.request = s.request
    WHERE s.verb = 'identity-verified' AND s.occurred_at >= coalesce(q.at, '-infinity')
    GROUP BY s.request
  ),
  cited AS (
    SELECT s.request, array_agg(s.idx) AS idxs
    FROM step s
    GROUP BY s.request
  ),
  paused AS (
    SELECT a.*, c.zone, c.holidays, q.at AS question_at, i.at AS identified_at,
      CASE
        WHEN q.at < (SELECT d.closes FROM deadline(a.received_at, 3, 'working days', c.zone, c.holidays) d)
        THEN CASE WHEN i.at IS NULL THEN 'suspended' ELSE 'proven' END
        WHEN q.at < (SELECT d.closes FROM deadline(a.received_at, 1, 'months', c.zone, c.holidays) d)
        THEN 'suspension-unproven'
        WHEN q.at IS NULL AND i.at IS NOT NULL
        THEN 'suspension-unproven'
      END AS pause
    FROM asked a
    CROSS JOIN calendar c
    LEFT JOIN question q ON q.request = a.request
    LEFT JOIN identified i ON i.request = a.request
  ),
  counted AS (
    SELECT p.*,
      CASE
        WHEN p.pause = 'proven' THEN day_in(p.identified_at, p.zone) - day_in(p.question_at, p.zone)
        ELSE 0
      END AS days,
      CASE
        WHEN p.pause = 'suspension-unproven'
        THEN greatest(day_in(p.identified_at, p.zone) - day_in(p.received_at, p.zone), 0)
      END AS days_at_most
    FROM paused p
  )
  SELECT c.request, c.article, c.requested_right, c.idx, c.received_at, month.closes, month.last_day, whole.closes,
    whole.due_by, whole.last_day, CASE WHEN e.occurred_at < month.closes THEN e.due_by END, c.days,
    nullif(c.pause, 'proven'), possible.closes, c.idxs || coalesce(cited.idxs, '{}')
  FROM counted c
  LEFT JOIN extension e ON e.request = c.request
  LEFT JOIN cited ON cited.request = c.request
  LEFT JOIN LATERAL deadline(c.received_at, 1, 'months', c.zone, c.holidays, c.days) AS month
    ON c.article BETWEEN 15 AND 22
  LEFT JOIN LATERAL deadline(
    c.received_at,
    CASE WHEN e.occurred_at < month.closes THEN 3 ELSE 1 END,
    'months',
    c.zone,
    c.holidays,
    c.days
  ) AS whole ON c.article BETWEEN 15 AND 22
  LEFT JOIN LATERAL deadline(
    c.received_at,
    CASE WHEN e.request IS NOT NULL THEN 3 ELSE 1 END,
    'months',
    c.zone,
    c.holidays,
    c.days_at_most
  ) AS possible ON c.article BETWEEN 15 AND 22 AND c.days_at_most IS NOT NULL
$$;
