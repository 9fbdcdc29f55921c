-- The sessions that were opened under a permit, and what was wrong with each (EHDS Art. 61, 73(1)(a), (d)).
--
-- A session lasts until it is closed or, where no end is recorded, until the last access or job in it. It must lie
-- within the times in which the permit was in force and, where the permit names persons, in which it named this one;
-- nobody has a session whose account is disabled, or whose organisation is suspended (63(3)). Closed at the very
-- instant at which one of these ends, it lies within.
CREATE FUNCTION permit_session(p_permit text) RETURNS TABLE (
  idx bigint, session text, person text, organisation text, client text, starts timestamptz, ends timestamptz,
  span tstzrange, closed_idx bigint, names_persons boolean, is_listed_at_start boolean, is_listed_throughout boolean,
  is_active_at_start boolean, is_active_throughout boolean, is_disabled boolean, is_suspended boolean
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH active AS MATERIALIZED (
    SELECT coalesce(range_agg(tstzrange(s.starts, s.ends)) FILTER (WHERE s.state = 'active'), '{}') AS spans,
      min(s.starts) FILTER (WHERE s.names_persons) AS listed_since
    FROM permit_standing() s
    WHERE s.permit = p_permit
  ),
  listed AS MATERIALIZED (
    SELECT n.person, range_agg(tstzrange(n.starts, n.ends)) AS spans
    FROM permit_person() n
    WHERE n.permit = p_permit AND (n.ends IS NULL OR n.ends > n.starts)
    GROUP BY n.person
  ),
  opened AS MATERIALIZED (
    SELECT s.idx, s.session, coalesce(s.person, CASE WHEN s.actor_kind = 'person' THEN s.actor END) AS person,
      s.actor_organisation AS organisation, s.client, s.occurred_at AS starts, c.occurred_at AS ends,
        c.idx AS closed_idx,
      tstzrange(s.occurred_at, greatest(coalesce(c.occurred_at, a.occurred_at), s.occurred_at)) AS span
    FROM session_then s
    LEFT JOIN LATERAL (
      SELECT c.idx, c.occurred_at
      FROM session_then c
      WHERE c.session = s.session AND c.verb = 'closed' AND c.occurred_at >= s.occurred_at
      ORDER BY c.occurred_at, c.idx
      LIMIT 1
    ) c ON true
    LEFT JOIN LATERAL (
      SELECT max(a.occurred_at) AS occurred_at
      FROM (
        SELECT a.occurred_at FROM access_then a WHERE a.session = s.session
        UNION ALL
        SELECT j.occurred_at FROM job_then j WHERE j.session = s.session
      ) a
    ) a ON true
    WHERE s.verb = 'opened' AND s.permits @> ARRAY[p_permit COLLATE "C"]
  )
  SELECT o.idx, o.session, o.person, o.organisation, o.client, o.starts, o.ends, o.span, o.closed_idx,
    coalesce(a.listed_since <= o.starts, false), coalesce(l.spans @> o.starts, false),
    coalesce(l.spans @> o.starts AND l.spans @> o.span, false), a.spans @> o.starts,
    a.spans @> o.starts AND a.spans @> o.span,
    EXISTS (
      SELECT
      FROM personnel_standing() d
      WHERE d.kind = 'person' AND d.id = o.person AND (o.organisation IS NULL OR d.organisation = o.organisation)
        AND (tstzrange(d.starts, d.ends) @> o.starts OR tstzrange(d.starts, d.ends) && o.span)
    ),
    EXISTS (
      SELECT
      FROM personnel_standing() d
      WHERE d.kind = 'organisation' AND d.id = o.organisation
        AND (tstzrange(d.starts, d.ends) @> o.starts OR tstzrange(d.starts, d.ends) && o.span)
    )
  FROM opened o
  CROSS JOIN active a
  LEFT JOIN listed l ON l.person = o.person
$$
