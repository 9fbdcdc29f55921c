-- Who was authorised under each permit, and when (EHDS 68(10)(d), 73(1)(a)). A person may have several rows, for
-- several times.
--
-- Those whom the issue names are authorised from the beginning. A list of persons in an amendment replaces the list,
-- from its own time on. person-added lets a person in from validFrom, or its own time, until validUntil;
-- person-removed takes a person out. An addition that had not taken effect when a list replaced the list is gone with
-- it. Same instant: what takes out comes last, and wins.
CREATE FUNCTION permit_person() RETURNS TABLE (permit text, person text, starts timestamptz, ends timestamptz,
  idx bigint, ended_idx bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH list AS (
    SELECT n.permit, CASE WHEN p.verb = 'issued' THEN '-infinity' ELSE p.occurred_at END AS at, p.verb, p.persons, p.idx
    FROM permit_then p
    CROSS JOIN LATERAL unnest(p.permits) AS n (permit)
    WHERE p.verb = 'amended' AND p.persons IS NOT NULL OR p.verb = 'issued' AND n.permit = p.permits[1]
  ),
  entered AS (
    SELECT l.permit, n.person, l.at AS said_at, l.at AS starts, NULL::timestamptz AS valid_until, l.idx
    FROM list l
    CROSS JOIN LATERAL unnest(l.persons) AS n (person)
    WHERE l.verb = 'amended'
      OR NOT EXISTS (SELECT FROM list e WHERE e.permit = l.permit AND e.verb = 'issued' AND e.idx < l.idx)
    UNION ALL
    SELECT n.permit, p.person, p.occurred_at, coalesce(p.valid_from, p.occurred_at), p.valid_until, p.idx
    FROM permit_then p
    CROSS JOIN LATERAL unnest(p.permits) AS n (permit)
    WHERE p.verb = 'person-added'
  ),
  removed AS (
    SELECT n.permit, p.person, coalesce(p.effective_at, p.occurred_at) AS at, p.idx
    FROM permit_then p
    CROSS JOIN LATERAL unnest(p.permits) AS n (permit)
    WHERE p.verb = 'person-removed'
  )
  SELECT e.permit, e.person, e.starts, least(e.valid_until, o.at), e.idx,
    CASE WHEN o.at <= coalesce(e.valid_until, 'infinity') THEN o.idx END
  FROM entered e
  LEFT JOIN LATERAL (
    SELECT greatest(x.at, e.starts) AS at, x.idx
    FROM (
      SELECT r.at, r.idx
      FROM removed r
      WHERE r.permit = e.permit AND r.person = e.person AND (r.at >= e.starts)
      UNION ALL
      SELECT l.at, l.idx
      FROM list l
      WHERE l.permit = e.permit AND l.verb = 'amended' AND l.idx <> e.idx AND e.person <> ALL (l.persons)
        AND (l.at >= e.starts OR l.at >= e.said_at)
    ) x
    ORDER BY 1, x.idx
    LIMIT 1
  ) o ON true
$$
