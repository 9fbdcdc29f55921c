-- The times in which an objection to processing is undecided, and in which each decision on it stands (GDPR Art. 21(1),
-- (6), 18(1)(d), 12).
--
-- * Raised by objection.raised, or by request.received for the right of Art. 21. It counts from when it was raised, or
--   from receipt where that came before, for the purposes and datasets that it names, or for all (NULL). A dataset
--   without a version is every version of it.
-- * Until it is decided it is pending, and the grounds of Art. 6(1)(e) and (f) wait (18(1)(d)); a consent, a contract
--   or a legal obligation doesn't.
-- * Decided by objection.decided, request.answered or request.refused of the same request. granted and upheld are
--   upheld; granted-in-part and upheld-in-part are upheld-in-part (for the purposes objected to, or all); refused,
--   rejected and request.refused are rejected, and have no effect any more. Another word is unknown.
-- * A later decision replaces an earlier one from its own time on. At the same instant what restricts comes last. What
--   is dated before the objection decides nothing on it.
CREATE VIEW objection_span AS
WITH raised AS (
  SELECT s.ref AS subject, r.request, o.idx, least(o.received_at, o.occurred_at) AS starts, o.received_at,
    nullif(o.purposes, '{}') AS purposes, nullif(o.datasets, '{}') AS datasets, o.basis
  FROM objection_then o
  JOIN reference_then s ON s.idx = o.idx AND s.kind = 'subjects'
  CROSS JOIN LATERAL unnest(o.requests) AS r (request)
  WHERE o.verb = 'raised'
  UNION ALL
  SELECT s.ref, r.request, q.idx, least(q.received_at, q.occurred_at), q.received_at, NULL, NULL, NULL
  FROM request_then q
  JOIN reference_then s ON s.idx = q.idx AND s.kind = 'subjects'
  CROSS JOIN LATERAL unnest(q.requests) AS r (request)
  WHERE q.verb = 'received' AND q.requested_right = 'eu-gdpr:A21'
)
SELECT r.subject, r.request, r.purposes, r.datasets, part.state COLLATE "C" AS state, part.starts, part.ends, r.idx,
  part.decided_idx, r.starts AS raised_at, r.received_at, r.basis, part.decision COLLATE "C" AS decision,
  part.ground COLLATE "C" AS ground
FROM raised r
CROSS JOIN LATERAL (
  SELECT step.state, step.starts, lead(step.starts) OVER w AS ends, step.decided_idx, step.decision, step.ground
  FROM (
    SELECT 'pending' AS state, r.starts, NULL::bigint AS decided_idx, NULL::text AS decision, NULL::text AS ground,
      0 AS rank
    UNION ALL
    SELECT decided.state, decided.at, decided.idx, decided.decision, decided.ground,
      CASE decided.state WHEN 'rejected' THEN 1 ELSE 2 END
    FROM (
      SELECT decided_state(d.decision) AS state, d.occurred_at AS at, d.idx, d.decision, d.ground
      FROM objection_then d
      WHERE d.requests @> ARRAY[r.request] AND d.verb = 'decided'
      UNION ALL
      SELECT decided_state(CASE d.verb WHEN 'refused' THEN 'refused' ELSE d.decision END), d.occurred_at, d.idx,
        CASE d.verb WHEN 'refused' THEN 'refused' ELSE d.decision END, d.ground
      FROM request_then d
      WHERE d.requests @> ARRAY[r.request] AND d.verb IN ('answered', 'refused')
    ) decided
    WHERE decided.at >= r.starts
  ) step
  WINDOW w AS (ORDER BY step.starts, step.rank, step.decided_idx)
) part
WHERE part.ends IS NULL OR part.starts < part.ends
