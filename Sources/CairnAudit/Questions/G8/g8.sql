-- Requests for rectification (GDPR Art. 16): each with its clock, what was decided, what was corrected, and who was
-- told. Done is a request whose correction is recorded and, where an answer is, that is answered, too; or one that
-- was refused. A granted one whose correction nobody recorded isn't done. Recipients of the data must be told (Art.
-- 19); the law names no time: one month after the correction is our number.
WITH calendar AS MATERIALIZED (SELECT * FROM legal_calendar()),
asked AS MATERIALIZED (
  SELECT c.*, r.field_class
  FROM request_clock(
    CASE
      WHEN $2::text IS NOT NULL THEN ARRAY[$2::text]
      WHEN $1::text IS NOT NULL THEN ARRAY(SELECT r.request FROM subject_request($1::text) r)
    END
  ) c
  LEFT JOIN request_then r ON r.idx = c.idx
  WHERE c.article = 16
    AND (
      $1::text IS NULL
      OR EXISTS (SELECT FROM reference_then s WHERE s.kind = 'subjects' AND s.ref = $1::text AND s.idx = ANY (c.idxs))
    )
),
answer AS (
  SELECT DISTINCT ON (n.request) n.request, q.verb, q.decision, q.occurred_at, q.idx,
    q.verb = 'refused' OR coalesce(decided_state(q.decision) = 'rejected', false) AS is_refusal
  FROM request_then q
  CROSS JOIN LATERAL unnest(q.requests) AS n (request)
  WHERE q.verb IN ('answered', 'refused') AND q.requests && (SELECT array_agg(a.request) FROM asked a) COLLATE "C"
  ORDER BY n.request, q.occurred_at, q.idx
),
correction_of AS (
  SELECT n.request, x.occurred_at, x.idx, x.version, x.field_class
  FROM rectification_then x
  CROSS JOIN LATERAL unnest(x.requests) AS n (request)
  WHERE x.requests && (SELECT array_agg(a.request) FROM asked a) COLLATE "C"
  UNION ALL
  SELECT n.request, x.occurred_at, x.idx, NULL, x.field_class
  FROM image_then x
  CROSS JOIN LATERAL unnest(x.requests) AS n (request)
  WHERE x.verb = 'corrected' AND x.requests && (SELECT array_agg(a.request) FROM asked a) COLLATE "C"
  UNION ALL
  SELECT n.request, x.occurred_at, x.idx, NULL, NULL
  FROM annotation_then x
  CROSS JOIN LATERAL unnest(x.requests) AS n (request)
  WHERE x.verb = 'revised' AND x.requests && (SELECT array_agg(a.request) FROM asked a) COLLATE "C"
),
corrected_for AS (
  SELECT x.request, min(x.occurred_at) AS at, array_agg(x.idx) AS idxs,
    (array_agg(x.version ORDER BY x.occurred_at DESC, x.idx DESC) FILTER (WHERE x.version IS NOT NULL))[1] AS version,
    (array_agg(x.field_class ORDER BY x.occurred_at, x.idx)
    FILTER (WHERE x.field_class IS NOT NULL))[1] AS field_class
  FROM correction_of x
  GROUP BY x.request
),
told AS (
  SELECT n.request, array_agg(DISTINCT t.recipient) AS recipients, array_agg(t.idx) AS idxs
  FROM recipient_then t
  CROSS JOIN LATERAL unnest(t.requests) AS n (request)
  WHERE t.requests && (SELECT array_agg(a.request) FROM asked a) COLLATE "C"
  GROUP BY n.request
),
-- Who got data of the persons before they were corrected (Art. 19).
got AS MATERIALIZED (
  SELECT a.request, t.recipient, min(t.idx) AS idx
  FROM asked a
  JOIN corrected_for x ON x.request = a.request
  JOIN reference_then s ON s.idx = ANY (a.idxs) AND s.kind = 'subjects'
  CROSS JOIN LATERAL subject_act(s.ref) p
  CROSS JOIN LATERAL (
    SELECT t.*
    FROM act t
    WHERE t.idx = p.idx AND t.kind IN ('transfer', 'egress') AND t.recipient IS NOT NULL AND t.occurred_at <= x.at
    OFFSET 0
  ) t
  GROUP BY a.request, t.recipient
),
untold AS (
  SELECT g.request, array_agg(g.recipient ORDER BY g.recipient) AS recipients, array_agg(g.idx) AS idxs
  FROM got g
  WHERE NOT EXISTS (SELECT FROM told t WHERE t.request = g.request AND g.recipient = ANY (t.recipients))
  GROUP BY g.request
),
followed AS (
  SELECT a.*, n.decision, n.occurred_at AS answered_at, n.idx AS answer_idx, coalesce(n.is_refusal,
    false) AS is_refusal,
    x.at AS executed_at, x.version, coalesce(x.field_class, a.field_class) AS corrected_class,
    x.idxs AS executed_idxs,
    t.recipients, t.idxs AS told_idxs, u.recipients AS untold, u.idxs AS untold_idxs,
    (SELECT d.closes FROM deadline(x.at, 1, 'months', c.zone, c.holidays) d) AS telling_closes,
    CASE
      WHEN n.is_refusal THEN n.occurred_at
      WHEN x.at IS NOT NULL THEN greatest(x.at, n.occurred_at)
    END AS done_at
  FROM asked a
  LEFT JOIN answer n ON n.request = a.request
  LEFT JOIN corrected_for x ON x.request = a.request
  LEFT JOIN told t ON t.request = a.request
  LEFT JOIN untold u ON u.request = a.request
  CROSS JOIN calendar c
),
judged AS (
  SELECT f.*,
    answer_reason(
      f.received_at, f.done_at, f.is_refusal, f.month_closes, f.closes, f.standing, f.standing_until
    ) AS time_reason
  FROM followed f
),
named AS (
  SELECT j.*,
    CASE
      WHEN j.time_reason IN ('open', 'overdue') AND j.answered_at IS NOT NULL
        AND decided_state(j.decision) = 'unknown'
      THEN 'decision-unknown'
      WHEN j.time_reason = 'overdue' AND j.answered_at IS NOT NULL THEN 'not-executed'
      WHEN j.time_reason <> 'late' AND j.untold IS NOT NULL
        AND j.telling_closes <= valid_at() THEN 'recipient-not-told'
      ELSE j.time_reason
    END AS reason
  FROM judged j
)
SELECT n.request, n.received_at, n.due_by, n.last_day AS due_date, n.promised_by, n.corrected_class AS field_class,
  CASE WHEN n.is_refusal THEN 'refused' ELSE n.decision END AS decision, n.answered_at, n.executed_at,
  ARRAY(
    SELECT DISTINCT r.ref
    FROM reference_then r
    WHERE r.idx = ANY (n.executed_idxs) AND r.kind IN ('assets', 'datasets')
    ORDER BY 1
  ) AS objects,
  n.version AS new_version, n.recipients AS recipients_told, n.untold AS recipients_not_told,
  answer_days_late(
    CASE n.reason WHEN 'not-executed' THEN 'overdue' ELSE n.reason END,
    n.done_at,
    n.is_refusal,
    n.month_last_day,
    n.last_day,
    c.zone
  ) AS overdue_days,
  n.reason,
  ARRAY(
    SELECT DISTINCT i.idx
    FROM unnest(n.idxs || n.answer_idx || n.executed_idxs || n.told_idxs || n.untold_idxs) AS i (idx)
    WHERE i.idx IS NOT NULL
    ORDER BY 1
  ) AS entries
FROM named n
CROSS JOIN calendar c
ORDER BY n.received_at, n.request
