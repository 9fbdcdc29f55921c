-- What each permit was at each time, and what it allowed then. Its time is divided where its state or its terms
-- change; it has no gaps.
--
-- State: not-yet before validFrom; revoked or completed from the first such event on, and nothing revives it; expired
-- from the validUntil that stands on; suspended from a suspension to the next resumption, however often the
-- suspension was sent; else active. validUntil: what was stated last. A new one doesn't reach back: stated after the
-- end it is a new decision, in force from its own time on, and what lies between stays expired (EHDS 68(12)).
-- permit.expired says only what validUntil says, and decides nothing. Terms: an amendment replaces what it names,
-- from its own time on. names_persons: a permit that ever named persons never comes to name nobody. approved_at: the
-- decision that it stands on: the issue's, or that of a decision after the end. Same instant: what restricts comes
-- last, and wins. A permit that was issued twice is what the first issue says.
CREATE FUNCTION permit_standing() RETURNS TABLE (
  permit text, state text, organisation text, datasets text[], purposes text[], environment text, conditions text[],
    names_persons boolean,
  approved_at timestamptz, valid_from timestamptz, valid_until timestamptz, starts timestamptz, ends timestamptz,
    idx bigint,
  issued_idx bigint, scope_idx bigint, datasets_idx bigint
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH issue AS (
    SELECT DISTINCT ON (p.permits[1]) p.permits[1] AS permit, p.*
    FROM permit_then p
    WHERE p.verb = 'issued'
    ORDER BY p.permits[1], p.idx
  ),
  step AS (
    SELECT i.permit, '-infinity'::timestamptz AS at, 'issued' AS verb, i.valid_until, i.datasets, i.purposes,
      i.environment, i.conditions,
      i.persons IS NOT NULL AS names_persons, i.idx
    FROM issue i
    UNION ALL
    SELECT n.permit, CASE WHEN p.verb IN ('amended', 'extended')
      THEN p.occurred_at ELSE coalesce(p.effective_at, p.occurred_at) END, p.verb,
      p.valid_until, p.datasets, p.purposes, p.environment, p.conditions, p.persons IS NOT NULL
        OR p.verb = 'person-added', p.idx
    FROM permit_then p
    CROSS JOIN LATERAL unnest(p.permits) AS n (permit)
    WHERE p.verb IN ('amended', 'extended', 'suspended', 'resumed', 'revoked', 'completed', 'person-added')
      AND EXISTS (SELECT FROM issue i WHERE i.permit = n.permit)
  ),
  placed AS (
    SELECT s.*, lag(s.valid_until) OVER (PARTITION BY s.permit, s.valid_until IS NULL ORDER BY s.at, s.idx) AS stood,
      lead(s.at) OVER (PARTITION BY s.permit, s.valid_until IS NULL ORDER BY s.at, s.idx) AS next_at
    FROM step s
  ),
  point AS (
    SELECT p.permit, p.at, p.verb, p.valid_until, p.at > p.stood AS is_anew, p.datasets, p.purposes, p.environment,
      p.conditions, p.names_persons, p.idx
    FROM placed p
    UNION ALL
    SELECT p.permit, p.valid_until, 'ended', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM placed p
    WHERE p.valid_until > p.at AND (p.next_at IS NULL OR p.valid_until < p.next_at)
    UNION ALL
    SELECT i.permit, i.valid_from, 'began', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM issue i
  ),
  numbered AS (
    SELECT p.*, row_number() OVER (PARTITION BY p.permit ORDER BY p.at,
      p.verb IN ('suspended', 'revoked', 'completed'), p.idx NULLS FIRST) AS place
    FROM point p
  ),
  latest AS (
    SELECT n.permit, n.at, n.place, lead(n.at) OVER (PARTITION BY n.permit ORDER BY n.place) AS next_at,
      bool_or(n.names_persons) OVER w AS names_persons,
      max(n.place) FILTER (WHERE n.valid_until IS NOT NULL) OVER w AS until_place,
      max(n.at) FILTER (WHERE n.is_anew) OVER w AS decided_at,
      max(n.place) FILTER (WHERE n.datasets IS NOT NULL) OVER w AS datasets_place,
      max(n.place) FILTER (WHERE n.purposes IS NOT NULL) OVER w AS purposes_place,
      max(n.place) FILTER (WHERE n.environment IS NOT NULL) OVER w AS environment_place,
      max(n.place) FILTER (WHERE n.conditions IS NOT NULL) OVER w AS conditions_place,
      max(n.place) FILTER (WHERE n.verb IN ('suspended', 'resumed')) OVER w AS held_place,
      min(n.place) FILTER (WHERE n.verb IN ('revoked', 'completed')) OVER w AS over_place
    FROM numbered n
    WINDOW w AS (PARTITION BY n.permit ORDER BY n.place ROWS UNBOUNDED PRECEDING)
  )
  SELECT l.permit,
    CASE
      WHEN o.verb IS NOT NULL THEN o.verb
      WHEN l.at < i.valid_from THEN 'not-yet'
      WHEN l.at >= u.valid_until THEN 'expired'
      WHEN h.verb = 'suspended' THEN 'suspended'
      ELSE 'active'
    END COLLATE "C",
    i.organisation, d.datasets, p.purposes, e.environment, c.conditions, l.names_persons,
      coalesce(l.decided_at, i.approved_at), i.valid_from,
    u.valid_until, l.at, l.next_at,
    CASE
      WHEN o.verb IS NOT NULL THEN o.idx
      WHEN l.at < i.valid_from THEN i.idx
      WHEN l.at >= u.valid_until THEN u.idx
      ELSE coalesce(h.idx, u.idx)
    END,
    i.idx, greatest(d.idx, p.idx, e.idx, c.idx), d.idx
  FROM latest l
  JOIN issue i ON i.permit = l.permit
  JOIN numbered u ON u.permit = l.permit AND u.place = l.until_place
  JOIN numbered d ON d.permit = l.permit AND d.place = l.datasets_place
  JOIN numbered p ON p.permit = l.permit AND p.place = l.purposes_place
  LEFT JOIN numbered e ON e.permit = l.permit AND e.place = l.environment_place
  LEFT JOIN numbered c ON c.permit = l.permit AND c.place = l.conditions_place
  LEFT JOIN numbered h ON h.permit = l.permit AND h.place = l.held_place
  LEFT JOIN numbered o ON o.permit = l.permit AND o.place = l.over_place
  WHERE l.next_at IS DISTINCT FROM l.at
$$
