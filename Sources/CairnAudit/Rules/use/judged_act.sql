-- Every act of use that is asked about, judged: was it allowed when it happened, and if not, why not?
--
-- An act is lawful if nothing forbids it and, for each subject and each purpose, a ground holds. What is known to be
-- wrong denies, whatever else is unknown; otherwise anything unknown leaves it undetermined. Of several reasons the
-- one with the lowest rank is given: denials come first, then what is unknown, then what covers it (ranks are the
-- reasons' own).
--
-- part_reason says what is so of the act whoever the subjects are, subject_reason what is so of single subjects, and
-- ground_level on which grounds the subjects stand. What is added here is who acted: a permit that ever named persons
-- names them from then on (EHDS Art. 73(1)(a), (d)), and nobody acts whose account is disabled. Of several permits one
-- that covers the whole act suffices, never half and half. Under a permit no consent is needed: who wasn't asked, or
-- agreed to other purposes, leaves the act undetermined for want of the user's own basis (EHDS Art. 67(4), 68(1)(c)).
-- An act that names a dataset without its version has a verdict only where all versions that it may mean agree, and the
-- reason that comes first of theirs.
--
-- reason is the one with the lowest rank; bits are all of them, by rank.
-- Acts come from the view act: what is asked of a recorded act can be asked of one that is put into that view.
CREATE FUNCTION judged_act(
  p_from timestamptz, p_to timestamptz, p_organisation text, p_dataset text, p_actor text, p_permit text, p_subject text
) RETURNS TABLE (
  idx bigint, occurred_at timestamptz, recorded_at timestamptz, organisation text, actor text, mode text,
  datasets text[], purposes text[], permit text, permit_state text, subjects int, consent int, basis int, denied int,
  reason text, bits bigint, issued_idx bigint
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH mask AS MATERIALIZED (SELECT m.* FROM reason_mask() m),
  coded AS MATERIALIZED (
    SELECT array_agg(r.code ORDER BY n.rank) AS codes
    FROM generate_series(0, 62) AS n (rank)
    LEFT JOIN reason r ON r.rank = n.rank
  ),
  acted AS MATERIALIZED (
    SELECT a.idx, a.occurred_at, a.recorded_at, a.actor, a.key
    FROM keyed_act(p_from, p_to, p_organisation, p_dataset, p_actor, p_permit, p_subject) a
  ),
  kind AS MATERIALIZED (
    SELECT a.key, min(a.occurred_at) AS first_at, max(a.occurred_at) AS last_at FROM acted a GROUP BY a.key
  ),
  asked AS MATERIALIZED (
    SELECT array_agg(p) AS parts
    FROM (
      SELECT array_agg(k.key) AS keys, array_agg(k.first_at) AS first, array_agg(k.last_at) AS last FROM kind k
    ) k
    CROSS JOIN LATERAL use_part(k.keys, k.first, k.last) p
  ),
  part AS MATERIALIZED (SELECT p.* FROM asked a CROSS JOIN LATERAL unnest(a.parts) p),
  ground AS MATERIALIZED (
    SELECT row_number() OVER () AS grp, g.* FROM asked a CROSS JOIN LATERAL ground_level(a.parts) g
  ),
  grounded AS MATERIALIZED (
    SELECT n.part, max(g.grp) FILTER (WHERE NOT g.is_special) AS grp,
      max(g.grp) FILTER (WHERE g.is_special) AS special_grp,
      sum(g.known) AS known
    FROM ground g
    CROSS JOIN LATERAL unnest(g.parts) AS n (part)
    GROUP BY n.part
  ),
  released AS MATERIALIZED (
    SELECT DISTINCT ON (n.version) n.version, d.subject_count
    FROM dataset_then d
    CROSS JOIN LATERAL unnest(d.datasets) AS n (version)
    WHERE d.verb = 'version-released'
    ORDER BY n.version, d.occurred_at, d.idx
  ),
  level AS MATERIALIZED (
    SELECT row_number() OVER () AS level, l.* FROM asked a CROSS JOIN LATERAL part_level(a.parts) l
  ),
  levelled AS MATERIALIZED (SELECT n.part, l.level FROM level l CROSS JOIN LATERAL unnest(l.parts) AS n (part)),
  permit_now AS MATERIALIZED (
    SELECT s.permit, min(s.issued_idx) AS issued_idx, min(s.organisation) AS organisation,
      min(s.starts) FILTER (WHERE s.names_persons) AS listed_since
    FROM permit_standing() s
    GROUP BY s.permit
  ),
  authorised AS MATERIALIZED (
    SELECT n.permit, n.person, range_agg(tstzrange(n.starts, n.ends)) AS spans
    FROM permit_person() n
    WHERE n.ends IS NULL OR n.ends > n.starts
    GROUP BY n.permit, n.person
  ),
  disabled AS MATERIALIZED (
    SELECT d.id, o.organisation, range_agg(tstzrange(d.starts, d.ends)) AS spans
    FROM personnel_standing() d
    CROSS JOIN LATERAL (VALUES (d.organisation), ('')) AS o (organisation)
    WHERE d.kind = 'person' AND (d.ends IS NULL OR d.ends > d.starts)
    GROUP BY d.id, o.organisation
  ),
  ready AS MATERIALIZED (
    SELECT p.datasets, p.purposes, p.permits, p.key, p.part, p.choice, p.versions, p.since, p.permit,
      p.is_judged, p.is_counted, p.mode,
      coalesce(p.organisation, '') AS organisation, p.subjects IS NULL
        AND cardinality(p.held) > 0 AS is_versioned,
      e.level, g.grp, g.special_grp,
      -- Fewer subjects were ever known in the version than its release says, or none.
      p.subjects IS NULL AND cardinality(p.held) = 1
        AND (coalesce(g.known, 0) = 0 OR g.known < coalesce(v.subject_count, 0)) AS is_incomplete, n.issued_idx,
          p.permit IS NOT NULL AND NOT p.is_care AS is_permitted,
      count(*) OVER (PARTITION BY p.kind) = 1 AS is_single,
      -- Who hands data over to the permit's holder need not be among the holder's persons.
      CASE
        WHEN p.is_care OR p.mode = 'released' THEN NULL
        WHEN p.mode = 'sent' AND (n.organisation IN (p.organisation, p.on_behalf)) IS NOT TRUE THEN NULL
        ELSE n.listed_since
      END AS listed_since
    FROM part p
    LEFT JOIN levelled e ON e.part = p.part
    LEFT JOIN grounded g ON g.part = p.part
    LEFT JOIN permit_now n ON n.permit = p.permit
    LEFT JOIN released v ON v.version = p.held[1]
  ),
  -- Each act reads the levels at its time. OFFSET 0: what is read is worked out once, however often it is looked at.
  weighed AS NOT MATERIALIZED (
    SELECT a.idx, a.occurred_at, a.recorded_at, nullif(r.organisation, '') AS organisation, a.actor, r.mode, r.datasets,
      r.purposes, r.choice, r.versions, r.since, r.is_single, r.is_judged, r.is_counted, r.permit,
      r.issued_idx, r.is_permitted, w.weight,
      coalesce(o.members[n.i], 0) + coalesce(s.members[n.j], 0) AS subjects,
      coalesce(o.consent[n.i], 0) + coalesce(s.consent[n.j], 0) AS consent,
      coalesce(o.basis[n.i], 0) + coalesce(s.basis[n.j], 0) AS basis,
      coalesce(o.denied[n.i], 0) + coalesce(s.denied[n.j], 0) AS denied,
      coalesce(o.unasked[n.i], 0) + coalesce(s.unasked[n.j], 0) AS unasked
    FROM acted a
    JOIN ready r ON r.key = a.key
    CROSS JOIN mask m
    LEFT JOIN level p ON p.level = r.level
    LEFT JOIN ground o ON o.grp = r.grp
    LEFT JOIN ground s ON s.grp = r.special_grp
    LEFT JOIN authorised h ON h.permit = r.permit AND h.person = a.actor
    LEFT JOIN disabled d ON d.id = a.actor AND d.organisation = r.organisation
    CROSS JOIN LATERAL (
      SELECT width_bucket(a.occurred_at, o.times) AS i, width_bucket(a.occurred_at, s.times) AS j OFFSET 0
    ) n
    CROSS JOIN LATERAL (
      SELECT coalesce(p.bits[width_bucket(a.occurred_at, p.times)], 0) | coalesce(o.bits[n.i], 0)
        | coalesce(s.bits[n.j], 0)
        | CASE
            WHEN r.is_incomplete THEN m.memberless
            WHEN r.is_versioned AND coalesce(o.members[n.i], 0) + coalesce(s.members[n.j], 0) = 0 THEN m.memberless
            ELSE 0
          END
        | CASE
            WHEN r.listed_since IS NULL OR a.occurred_at < r.listed_since THEN 0
            WHEN a.actor IS NULL THEN m.nameless
            WHEN h.spans @> a.occurred_at THEN 0
            ELSE m.unlisted
          END
        | CASE WHEN d.spans @> a.occurred_at THEN m.disabled ELSE 0 END AS bits
      OFFSET 0
    ) b
    CROSS JOIN LATERAL (
      SELECT CASE
          WHEN r.is_permitted AND b.bits & (m.unasked | m.outside) <> 0
            THEN (b.bits & ~(m.unasked | m.outside)) | m.basis_unknown
          ELSE b.bits
        END AS weight
      OFFSET 0
    ) w
  ),
  reading AS (
    SELECT w.idx, w.occurred_at, w.recorded_at, w.organisation, w.actor, w.mode, w.datasets, w.purposes,
      w.choice, w.versions, min(w.permit) AS permit, min(w.issued_idx) AS issued_idx,
      bool_or(w.is_permitted) AS is_permitted, bit_or(w.weight) FILTER (WHERE w.is_judged) AS weight,
      max(w.subjects) FILTER (WHERE w.is_counted) AS subjects, max(w.consent) FILTER (WHERE w.is_counted) AS consent,
      max(w.basis) FILTER (WHERE w.is_counted) AS basis, max(w.denied) FILTER (WHERE w.is_counted) AS denied,
      max(w.unasked) FILTER (WHERE w.is_counted) AS unasked
    FROM weighed w
    WHERE NOT w.is_single AND (w.since IS NULL OR w.since <= w.occurred_at)
    GROUP BY w.idx, w.occurred_at, w.recorded_at, w.organisation, w.actor, w.mode, w.datasets, w.purposes,
      w.choice, w.versions
  ),
  version_read AS (
    SELECT DISTINCT ON (r.idx, r.versions) r.*,
      CASE WHEN r.weight & m.denying <> 0 THEN 1 WHEN r.weight & m.open <> 0 THEN 2 ELSE 3 END AS class
    FROM reading r
    CROSS JOIN mask m
    ORDER BY r.idx, r.versions, r.weight & -r.weight DESC, r.choice
  ),
  chosen AS (
    SELECT w.idx, w.occurred_at, w.recorded_at, w.organisation, w.actor, w.mode, w.datasets, w.purposes,
      w.weight, w.permit, w.issued_idx, w.is_permitted, w.subjects, w.consent, w.basis, w.denied, w.unasked
    FROM weighed w
    WHERE w.is_single
    UNION ALL
    SELECT v.idx, v.occurred_at, v.recorded_at, v.organisation, v.actor, v.mode, v.datasets, v.purposes,
      CASE WHEN v.is_one THEN v.weight ELSE m.differing END, v.permit, v.issued_idx, v.is_permitted,
      v.subjects, v.consent, v.basis, v.denied, v.unasked
    FROM (
      SELECT DISTINCT ON (v.idx) v.*, min(v.class) OVER w = max(v.class) OVER w AS is_one
      FROM version_read v
      WINDOW w AS (PARTITION BY v.idx)
      ORDER BY v.idx, v.class, v.weight & -v.weight, v.weight, v.choice
    ) v
    CROSS JOIN mask m
  )
  SELECT c.idx, c.occurred_at, c.recorded_at, c.organisation, c.actor, c.mode, c.datasets, c.purposes, c.permit,
    CASE
      WHEN c.permit IS NULL THEN NULL
      WHEN c.issued_idx IS NULL THEN 'unknown'
      WHEN c.weight & m.inactive <> 0 THEN 'not in force'
      ELSE 'in force'
    END,
    c.subjects, c.consent, c.basis, CASE WHEN c.is_permitted THEN c.denied ELSE c.denied + c.unasked END,
    -- Some persons' purposes stand on consent and others on another basis, or some person's on both.
    CASE
      WHEN b.code IN ('consent', 'other-basis')
        AND (c.weight & m.both_grounds <> 0 OR c.weight & m.consent <> 0 AND c.weight & m.basis <> 0)
        THEN 'consent-and-other-basis'
      ELSE b.code
    END,
      c.weight, c.issued_idx
  FROM chosen c
  CROSS JOIN mask m
  -- The lowest bit is a power of two: its logarithm is the rank.
  CROSS JOIN LATERAL (
    SELECT (SELECT n.codes FROM coded n)[1 + round(ln(nullif(c.weight & -c.weight,
      0)::float8) / ln(2::float8))::int] AS code
    OFFSET 0
  ) b
$$
