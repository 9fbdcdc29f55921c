-- The subjects of a dataset version: those of the versions before it, with what each added and removed.
CREATE FUNCTION members_of(p_dataset text, p_kind text, p_known bigint) RETURNS TABLE (ref text, idx bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH RECURSIVE line (dataset, depth) AS (
    SELECT p_dataset COLLATE "C", 0
    UNION ALL
    SELECT d.previous, l.depth + 1
    FROM line l JOIN dataset d ON d.datasets @> ARRAY[l.dataset] AND d.verb = 'version-released' AND d.idx < p_known AND d.previous IS NOT NULL
    WHERE l.depth < 10000
  )
  SELECT x.ref, x.idx
  FROM (
    SELECT DISTINCT ON (m.ref) m.ref, m.idx, m.is_added
    FROM line l JOIN member m ON m.dataset = l.dataset AND m.kind = p_kind AND m.idx < p_known
    ORDER BY m.ref, l.depth, m.idx DESC
  ) x
  WHERE x.is_added
$$;

-- The dataset versions that a subject or series is in, each with the entry that put it there.
CREATE FUNCTION versions_with(p_kind text, p_ref text, p_known bigint) RETURNS TABLE (dataset text, idx bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH RECURSIVE line (dataset, idx, is_added, depth) AS (
    SELECT m.dataset, m.idx, m.is_added, 0
    FROM (
      SELECT DISTINCT ON (m.dataset) m.dataset, m.idx, m.is_added FROM member m
      WHERE m.kind = p_kind AND m.ref = p_ref AND m.idx < p_known ORDER BY m.dataset, m.idx DESC
    ) m
    UNION ALL
    SELECT d.datasets[1], l.idx, true, l.depth + 1
    FROM line l JOIN dataset d ON d.previous = l.dataset AND d.verb = 'version-released' AND d.idx < p_known
    WHERE l.is_added AND l.depth < 10000
      AND NOT EXISTS (SELECT FROM member m WHERE m.dataset = d.datasets[1] AND m.kind = p_kind AND m.ref = p_ref AND m.idx < p_known)
  )
  SELECT DISTINCT ON (l.dataset) l.dataset, l.idx FROM line l WHERE l.is_added ORDER BY l.dataset, l.idx
$$;

-- Each permit with the times in which it was in force.
CREATE FUNCTION permit_line(p_known bigint)
RETURNS TABLE (permit text, issued_idx bigint, organisation text, approved_at timestamptz, environment text, active tstzmultirange)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT i.permits[1], i.idx, i.organisation, i.approved_at, i.environment,
    tstzmultirange(tstzrange(i.valid_from, greatest(i.valid_from, coalesce(u.valid_until, i.valid_until)))) - coalesce(s.stopped, '{}')
  FROM permit i
  LEFT JOIN LATERAL (
    SELECT p.valid_until FROM permit p
    WHERE p.permits @> ARRAY[i.permits[1]] AND p.idx < p_known AND p.verb IN ('amended', 'extended') AND p.valid_until IS NOT NULL
    ORDER BY p.occurred_at DESC, p.idx DESC LIMIT 1
  ) u ON true
  LEFT JOIN LATERAL (
    SELECT range_agg(tstzrange(x.at, CASE WHEN x.verb = 'suspended' AND x.next_verb = 'resumed' THEN x.next_at END)) AS stopped
    FROM (
      SELECT p.verb, coalesce(p.effective_at, p.occurred_at) AS at,
        lead(p.verb) OVER w AS next_verb, lead(coalesce(p.effective_at, p.occurred_at)) OVER w AS next_at
      FROM permit p
      WHERE p.permits @> ARRAY[i.permits[1]] AND p.idx < p_known AND p.verb IN ('suspended', 'resumed', 'revoked', 'expired', 'completed')
      WINDOW w AS (ORDER BY coalesce(p.effective_at, p.occurred_at), p.idx)
    ) x
    WHERE x.verb <> 'resumed'
  ) s ON true
  WHERE i.verb = 'issued' AND i.idx < p_known
    AND NOT EXISTS (SELECT FROM permit e WHERE e.permits @> ARRAY[i.permits[1]] AND e.verb = 'issued' AND e.idx < i.idx)
$$;

-- What each permit allowed, from one amendment to the next.
CREATE FUNCTION permit_terms(p_known bigint)
RETURNS TABLE (permit text, starts timestamptz, ends timestamptz, datasets text[], purposes text[], idx bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT x.permit, CASE WHEN x.verb = 'issued' THEN '-infinity' ELSE x.occurred_at END, x.next_at,
    coalesce(x.datasets, (
      SELECT p.datasets FROM permit p WHERE p.permits @> ARRAY[x.permit] AND p.datasets IS NOT NULL AND p.verb IN ('issued', 'amended') AND p.idx < x.idx
      ORDER BY p.idx DESC LIMIT 1)),
    coalesce(x.purposes, (
      SELECT p.purposes FROM permit p WHERE p.permits @> ARRAY[x.permit] AND p.purposes IS NOT NULL AND p.verb IN ('issued', 'amended') AND p.idx < x.idx
      ORDER BY p.idx DESC LIMIT 1)),
    x.idx
  FROM (
    SELECT p.permits[1] AS permit, p.verb, p.occurred_at, p.datasets, p.purposes, p.idx, lead(p.occurred_at) OVER (PARTITION BY p.permits[1] ORDER BY p.idx) AS next_at
    FROM permit p WHERE p.verb IN ('issued', 'amended') AND p.idx < p_known
  ) x
$$;

-- Who was authorised under each permit, and when.
CREATE FUNCTION permit_person(p_known bigint) RETURNS TABLE (permit text, person text, starts timestamptz, ends timestamptz, idx bigint, ended_idx bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT a.permit, a.person, a.starts, least(a.valid_until, r.at), a.idx, r.idx
  FROM (
    SELECT p.permits[1] AS permit, n.person, '-infinity'::timestamptz AS starts, NULL::timestamptz AS valid_until, p.idx
    FROM permit p, unnest(p.persons) AS n (person) WHERE p.verb IN ('issued', 'amended') AND p.idx < p_known
    UNION ALL
    SELECT p.permits[1], p.person, coalesce(p.valid_from, p.occurred_at), p.valid_until, p.idx FROM permit p WHERE p.verb = 'person-added' AND p.idx < p_known
  ) a
  LEFT JOIN LATERAL (
    SELECT coalesce(p.effective_at, p.occurred_at) AS at, p.idx FROM permit p
    WHERE p.permits @> ARRAY[a.permit] AND p.verb = 'person-removed' AND p.person = a.person AND p.idx < p_known AND coalesce(p.effective_at, p.occurred_at) >= a.starts
    ORDER BY 1, p.idx LIMIT 1
  ) r ON true
$$;
