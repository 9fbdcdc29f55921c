-- The times in which an agreement was in force, divided where what it says changed.
--
-- Counts: `agreement.signed` begins it; `agreement.amended` replaces, from its own time on, what it states (kind,
-- parties, datasets, controller, end) and leaves the rest as it was. Ends: `agreement.terminated`, or the end that was
-- stated last. An amendment after the stated end begins the agreement again from the amendment on and doesn't reach
-- back; after a termination only a new signature does. At the same instant the termination is taken last, so it wins.
-- `signed_at` is the time of the signature, which may be later than the time from which the agreement says that it
-- holds: a contract has to be there before the processing (GDPR Art. 28(3)).
CREATE FUNCTION agreement_standing()
RETURNS TABLE (
  agreement text, kind text, parties text[], datasets text[], controller text, starts timestamptz, ends timestamptz,
  signed_at timestamptz, idx bigint, ended_idx bigint, signed_idx bigint
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH said AS (
    SELECT a.*,
      CASE a.verb
        WHEN 'signed' THEN coalesce(a.valid_from, a.occurred_at)
        WHEN 'amended' THEN greatest(a.valid_from, a.occurred_at)
        ELSE coalesce(a.effective_at, a.occurred_at)
      END AS at,
      (a.verb = 'terminated')::int AS place
    FROM agreement_then a
    WHERE a.verb IN ('signed', 'amended', 'terminated')
  ),
  step AS MATERIALIZED (
    SELECT s.*,
      count(*) FILTER (WHERE s.verb = 'signed') OVER earlier AS signature,
      lead(s.at) OVER next AS next_at, lead(s.idx) OVER next AS next_idx
    FROM said s
    WINDOW next AS (PARTITION BY s.agreement ORDER BY s.at, s.place, s.idx),
      earlier AS (next ROWS UNBOUNDED PRECEDING)
  ),
  told AS (
    SELECT s.agreement, s.at, s.next_at, s.next_idx, s.idx,
      (
        SELECT e.kind FROM step e
        WHERE e.agreement = s.agreement AND e.signature = s.signature AND (e.at, e.idx) <= (s.at, s.idx)
          AND e.kind IS NOT NULL
        ORDER BY e.at DESC, e.idx DESC LIMIT 1
      ) AS kind,
      (
        SELECT e.parties FROM step e
        WHERE e.agreement = s.agreement AND e.signature = s.signature AND (e.at, e.idx) <= (s.at, s.idx)
          AND e.parties IS NOT NULL
        ORDER BY e.at DESC, e.idx DESC LIMIT 1
      ) AS parties,
      (
        SELECT e.datasets FROM step e
        WHERE e.agreement = s.agreement AND e.signature = s.signature AND (e.at, e.idx) <= (s.at, s.idx)
          AND e.datasets IS NOT NULL
        ORDER BY e.at DESC, e.idx DESC LIMIT 1
      ) AS datasets,
      (
        SELECT e.controller FROM step e
        WHERE e.agreement = s.agreement AND e.signature = s.signature AND (e.at, e.idx) <= (s.at, s.idx)
          AND e.controller IS NOT NULL
        ORDER BY e.at DESC, e.idx DESC LIMIT 1
      ) AS controller,
      (
        SELECT e.valid_until FROM step e
        WHERE e.agreement = s.agreement AND e.signature = s.signature AND (e.at, e.idx) <= (s.at, s.idx)
          AND e.valid_until IS NOT NULL
        ORDER BY e.at DESC, e.idx DESC LIMIT 1
      ) AS valid_until,
      signing.occurred_at AS signed_at, signing.idx AS signed_idx
    FROM step s
    LEFT JOIN LATERAL (
      SELECT e.occurred_at, e.idx FROM step e
      WHERE e.agreement = s.agreement AND e.signature = s.signature AND e.verb = 'signed'
    ) signing ON true
    WHERE s.verb <> 'terminated'
      AND NOT EXISTS (
        SELECT FROM step e
        WHERE e.agreement = s.agreement AND e.signature = s.signature AND e.verb = 'terminated'
          AND (e.at, e.place, e.idx) < (s.at, s.place, s.idx)
      )
  )
  SELECT t.agreement, t.kind, t.parties, t.datasets, t.controller, t.at, least(t.next_at, t.valid_until),
    coalesce(t.signed_at, t.at), t.idx,
    CASE WHEN t.next_at <= t.valid_until OR t.valid_until IS NULL THEN t.next_idx END, coalesce(t.signed_idx, t.idx)
  FROM told t
  WHERE t.at < least(t.next_at, t.valid_until) IS NOT FALSE
$$
