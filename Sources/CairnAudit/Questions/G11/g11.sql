-- Requests of persons but for those that have a register of their own (GDPR Art. 16, 17, 21): access (15),
-- restriction (18), portability (20), automated decisions (22), and rights that this ledger has no time limit for.
-- Done is a request that was delivered to, answered or refused, whichever came first; a restriction that was
-- granted is done when it is applied.
WITH calendar AS MATERIALIZED (SELECT * FROM legal_calendar()),
asked AS MATERIALIZED (
  SELECT c.*
  FROM request_clock(CASE WHEN $1::text IS NOT NULL THEN ARRAY[$1::text] END) c
  WHERE c.article IS DISTINCT FROM 16 AND c.article IS DISTINCT FROM 17 AND c.article IS DISTINCT FROM 21
    AND ($2::text IS NULL OR c.requested_right = $2::text)
),
answer AS (
  SELECT DISTINCT ON (n.request) n.request, q.decision, q.occurred_at, q.idx,
    q.verb = 'refused' OR coalesce(decided_state(q.decision) = 'rejected', false) AS is_refusal
  FROM request_then q
  CROSS JOIN LATERAL unnest(q.requests) AS n (request)
  WHERE q.verb IN ('answered', 'refused')
  ORDER BY n.request, q.occurred_at, q.idx
),
delivery AS (
  SELECT DISTINCT ON (n.request) n.request, t.occurred_at, t.format, t.objects, t.manifest, t.idx
  FROM transfer_then t
  CROSS JOIN LATERAL unnest(t.requests) AS n (request)
  WHERE t.verb = 'exported'
  ORDER BY n.request, t.occurred_at, t.idx
),
restricted_for AS (
  SELECT DISTINCT ON (n.request) n.request, r.occurred_at, r.idx
  FROM restriction_then r
  CROSS JOIN LATERAL unnest(r.requests) AS n (request)
  WHERE r.verb = 'applied'
  ORDER BY n.request, r.occurred_at, r.idx
),
followed AS (
  SELECT a.*, n.decision, n.occurred_at AS answered_at, n.idx AS answer_idx, coalesce(n.is_refusal,
    false) AS is_refusal,
    d.occurred_at AS delivered_at, d.format, d.objects, d.manifest, d.idx AS delivery_idx,
    r.occurred_at AS applied_at,
    r.idx AS applied_idx,
    CASE
      WHEN a.article = 18 THEN least(CASE WHEN n.is_refusal THEN n.occurred_at END, r.occurred_at)
      ELSE least(n.occurred_at, d.occurred_at)
    END AS done_at
  FROM asked a
  LEFT JOIN answer n ON n.request = a.request
  LEFT JOIN delivery d ON d.request = a.request
  LEFT JOIN restricted_for r ON r.request = a.request
),
judged AS (
  SELECT f.*,
    answer_reason(
      f.received_at,
      f.done_at,
      f.is_refusal AND f.done_at = f.answered_at,
      f.month_closes,
      f.closes,
      f.standing,
      f.standing_until
    ) AS time_reason
  FROM followed f
),
named AS (
  SELECT j.*,
    CASE
      WHEN j.time_reason = 'in-time' AND j.decision IS NOT NULL AND decided_state(j.decision) = 'unknown'
        THEN 'decision-unknown'
      WHEN j.time_reason = 'overdue' AND j.answered_at IS NOT NULL THEN 'not-executed'
      ELSE j.time_reason
    END AS reason
  FROM judged j
)
SELECT n.request, n.requested_right, n.received_at, n.due_by, n.last_day AS due_date, n.promised_by,
  CASE WHEN n.is_refusal THEN 'refused' ELSE n.decision END AS decision, n.done_at, n.format, n.delivered_at,
    n.objects,
  n.manifest AS manifest_hash,
  answer_days_late(
    CASE n.reason WHEN 'not-executed' THEN 'overdue' ELSE n.reason END,
    n.done_at,
    n.is_refusal AND n.done_at = n.answered_at,
    n.month_last_day,
    n.last_day,
    c.zone
  ) AS overdue_days,
  n.reason,
  ARRAY(
    SELECT DISTINCT i.idx
    FROM unnest(n.idxs || ARRAY[n.answer_idx, n.delivery_idx, n.applied_idx]) AS i (idx)
    WHERE i.idx IS NOT NULL
    ORDER BY 1
  ) AS entries
FROM named n
CROSS JOIN calendar c
ORDER BY n.received_at, n.request, n.requested_right
