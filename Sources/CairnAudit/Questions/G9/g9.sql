-- The file of each erasure that was asked for (GDPR Art. 17, 19): a row for each step that was taken, judged by the
-- clock of the request (Art. 12(3), (4), (6)), and a row for each thing that is left:
-- * `nothing yet`, where nothing was erased and nothing refused; granted and never carried out is not-executed;
-- * `remains`, once erasure was granted, judged by the request's time limit, or something was erased: a dataset version
--   that still holds the person (still-there), or a model that was trained on one (model-remains). It is gone where the
--   person was taken out, or an erasure names it, or no place at all. With a ground of Art. 17(3) on record, it is no
--   row but listed as kept beside the ground;
-- * `recipient`, once something was erased: each organisation that got data of the person, told or not told (Art.
--   19); the law names no time: one month after the first erasure is our number.
WITH calendar AS MATERIALIZED (SELECT * FROM legal_calendar()),
asked AS MATERIALIZED (
  SELECT c.*
  FROM request_clock(
    CASE
      WHEN $2::text IS NOT NULL THEN ARRAY[$2::text]
      WHEN $1::text IS NOT NULL THEN ARRAY(SELECT r.request FROM subject_request($1::text) r)
    END
  ) c
  WHERE c.article = 17
    AND (
      $1::text IS NULL
      OR EXISTS (SELECT FROM reference_then s WHERE s.kind = 'subjects' AND s.ref = $1::text AND s.idx = ANY (c.idxs))
    )
),
requester AS MATERIALIZED (
  SELECT DISTINCT a.request, s.ref AS subject
  FROM asked a
  JOIN reference_then s ON s.idx = ANY (a.idxs) AND s.kind = 'subjects'
),
step AS MATERIALIZED (
  SELECT n.request, e.verb AS step, e.occurred_at AS at, e.decision, e.method, e.locations, e.exception AS ground,
    cardinality(e.keys) AS keys, e.actor, e.idx,
    e.verb = 'refused' OR coalesce(decided_state(e.decision) = 'rejected', false) AS is_refusal
  FROM erasure_then e
  CROSS JOIN LATERAL unnest(e.requests) AS n (request)
  WHERE e.verb <> 'requested' AND e.requests && (SELECT array_agg(a.request) FROM asked a) COLLATE "C"
  UNION ALL
  SELECT n.request, q.verb, q.occurred_at, q.decision, NULL, NULL, q.ground, NULL, q.actor, q.idx,
    q.verb = 'refused' OR coalesce(decided_state(q.decision) = 'rejected', false)
  FROM request_then q
  CROSS JOIN LATERAL unnest(q.requests) AS n (request)
  WHERE q.verb IN ('answered', 'refused') AND q.requests && (SELECT array_agg(a.request) FROM asked a) COLLATE "C"
  UNION ALL
  SELECT r.request, 'executed', s.occurred_at, NULL, 'keys-destroyed', NULL, s.exception, cardinality(s.keys),
    s.actor,
    s.idx, false
  FROM requester r
  JOIN reference_then f ON f.kind = 'subjects' AND f.ref = r.subject
  JOIN subject_then s ON s.idx = f.idx AND s.verb = 'erased'
  JOIN asked a ON a.request = r.request AND s.occurred_at >= a.received_at
),
state AS MATERIALIZED (
  SELECT a.request, min(s.at) FILTER (WHERE s.step = 'executed') AS erased_at,
    coalesce(bool_or(s.is_refusal), false) AS is_refused,
    coalesce(bool_or(decided_state(s.decision) IN ('upheld', 'upheld-in-part')), false) AS is_granted,
    coalesce(bool_or(s.decision IS NOT NULL AND decided_state(s.decision) = 'unknown'),
    false) AS is_decided_otherwise,
    max(s.ground) FILTER (WHERE s.ground ~ ('^eu-gdpr:(A17-3(-[abcde])?|JustificationA17(FreedomOfExpression|'
      || 'LegallyRequired|PublicInterest|OfficialAuthority|PublicHealth|Archiving|LegalClaims))$')) AS kept_ground,
    max(s.ground) FILTER (WHERE s.step IN ('decided', 'refused')) AS named_ground
  FROM asked a
  LEFT JOIN step s ON s.request = a.request
  GROUP BY a.request
),
erased AS MATERIALIZED (
  SELECT e.subject, e.dataset, e.location, e.asset, e.idx
  FROM (SELECT DISTINCT r.subject FROM requester r) r
  CROSS JOIN LATERAL (SELECT e.* FROM erasure_standing() e WHERE e.subject = r.subject OFFSET 0) e
  WHERE e.state = 'erased'
),
holding AS MATERIALIZED (
  SELECT r.request, r.subject, v.dataset, v.starts, v.ends, v.idx
  FROM requester r
  JOIN state s ON s.request = r.request AND (s.erased_at IS NOT NULL OR s.is_granted)
  CROSS JOIN LATERAL subject_version('subjects', r.subject) v
),
remaining AS (
  SELECT h.request, 'still-there' AS reason, h.dataset AS item, h.idx
  FROM holding h
  WHERE (h.ends IS NULL OR h.ends > valid_at()) AND h.starts <= valid_at()
    AND NOT EXISTS (
      SELECT FROM erased e
      WHERE e.subject = h.subject
        AND (
          names_version(e.dataset, h.dataset)
          OR names_version(e.location, h.dataset)
          OR e.dataset IS NULL AND e.location IS NULL AND e.asset IS NULL
        )
    )
  UNION ALL
  SELECT h.request, 'model-remains', n.model, m.idx
  FROM holding h
  JOIN model_then m ON m.verb IN ('trained', 'round-contributed')
    AND m.datasets && ARRAY[h.dataset, split_part(h.dataset, '@', 1)]
    AND h.starts <= m.occurred_at AND (h.ends IS NULL OR h.ends > m.occurred_at)
  CROSS JOIN LATERAL unnest(m.models) AS n (model)
  WHERE NOT EXISTS (SELECT FROM model_then w WHERE w.verb = 'withdrawn' AND w.models @> ARRAY[n.model])
    AND NOT EXISTS (SELECT FROM erased e WHERE e.subject = h.subject AND e.location = n.model)
),
left_over AS MATERIALIZED (
  SELECT r.request, r.reason, r.item, min(r.idx) AS idx
  FROM remaining r
  GROUP BY r.request, r.reason, r.item
),
got AS MATERIALIZED (
  SELECT r.request, a.recipient, min(a.idx) AS idx
  FROM requester r
  JOIN state s ON s.request = r.request AND s.erased_at IS NOT NULL
  CROSS JOIN LATERAL subject_act(r.subject) x
  CROSS JOIN LATERAL (
    SELECT a.*
    FROM act a
    WHERE a.idx = x.idx AND a.kind IN ('transfer', 'egress') AND a.recipient IS NOT NULL
    OFFSET 0
  ) a
  GROUP BY r.request, a.recipient
),
told AS MATERIALIZED (
  SELECT a.request, t.recipient, min(t.occurred_at) AS at, min(t.idx) AS idx
  FROM asked a
  JOIN recipient_then t ON t.requests @> ARRAY[a.request]
  GROUP BY a.request, t.recipient
),
line AS (
  SELECT s.request, s.step, s.at, s.decision, s.locations, s.method, s.keys, s.actor, s.is_refusal,
    CASE WHEN s.step IN ('decided', 'refused') THEN s.ground END AS ground, NULL AS item, s.at AS done_at,
    CASE
      WHEN s.step IN ('decided', 'answered') AND s.decision IS NOT NULL AND decided_state(s.decision) = 'unknown'
      THEN 'decision-unknown'
    END AS reason,
    ARRAY[s.idx] AS idxs, 1 AS rank
  FROM step s
  UNION ALL
  SELECT t.request, 'nothing yet', NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, '{}', 2
  FROM state t
  WHERE t.erased_at IS NULL AND NOT t.is_refused AND (t.is_granted OR NOT t.is_decided_otherwise)
  UNION ALL
  SELECT l.request, 'remains', NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, l.item, NULL,
    CASE WHEN t.named_ground IS NOT NULL THEN 'exemption-unknown' WHEN t.erased_at IS NOT NULL THEN l.reason END,
    ARRAY[l.idx], 3
  FROM left_over l
  JOIN state t ON t.request = l.request AND t.kept_ground IS NULL
  UNION ALL
  SELECT g.request, 'recipient', t.at, NULL, NULL, NULL, NULL, NULL, false, NULL, g.recipient, NULL,
    CASE
      WHEN t.at IS NOT NULL THEN 'recipient-told'
      WHEN valid_at() < (SELECT d.closes FROM deadline(s.erased_at, 1, 'months', c.zone, c.holidays) d) THEN 'open'
      ELSE 'recipient-not-told'
    END, array_remove(ARRAY[g.idx, t.idx], NULL), 4
  FROM got g
  JOIN state s ON s.request = g.request
  CROSS JOIN calendar c
  LEFT JOIN told t ON t.request = g.request AND t.recipient = g.recipient
),
judged AS (
  SELECT a.received_at, a.due_by, a.last_day, a.month_last_day, a.promised_by, a.idxs AS asked_idxs, l.*,
    t.is_granted,
    answer_reason(a.received_at, l.done_at, l.is_refusal, a.month_closes, a.closes, a.standing, a.standing_until)
      AS time_reason
  FROM asked a
  JOIN line l ON l.request = a.request
  JOIN state t ON t.request = a.request
),
named AS (
  SELECT j.*,
    CASE
      WHEN j.reason IS NOT NULL THEN j.reason
      WHEN j.time_reason = 'overdue' AND j.is_granted THEN 'not-executed'
      ELSE j.time_reason
    END AS final_reason
  FROM judged j
)
SELECT n.request, n.received_at, n.due_by, n.last_day AS due_date, n.promised_by, n.step, n.at AS done_at, n.decision,
  n.locations AS places, n.method, n.keys AS keys_destroyed, n.actor AS executor, n.item, n.ground AS kept_ground,
  CASE
    WHEN n.ground IS NOT NULL
    THEN ARRAY(SELECT DISTINCT l.item FROM left_over l WHERE l.request = n.request ORDER BY 1)
  END AS kept,
  ARRAY(SELECT DISTINCT t.recipient FROM told t WHERE t.request = n.request ORDER BY 1) AS recipients_told,
  ARRAY(
    SELECT DISTINCT g.recipient
    FROM got g
    WHERE g.request = n.request AND g.recipient NOT IN (SELECT t.recipient FROM told t WHERE t.request = n.request)
    ORDER BY 1
  ) AS recipients_not_told,
  answer_days_late(
    CASE n.final_reason WHEN 'not-executed' THEN 'overdue' ELSE n.final_reason END,
    n.done_at,
    n.is_refusal,
    n.month_last_day,
    n.last_day,
    c.zone
  ) AS overdue_days,
  n.final_reason AS reason,
  ARRAY(
    SELECT DISTINCT i.idx
    FROM unnest(n.asked_idxs || n.idxs) AS i (idx)
    WHERE i.idx IS NOT NULL
    ORDER BY 1
  ) AS entries
FROM named n
CROSS JOIN calendar c
ORDER BY n.received_at, n.request, n.rank, n.at, n.idxs
