-- Every act of use that is asked about, judged: was it allowed when it happened, and if not, why not?
--
-- An act is lawful if nothing forbids it and, for each subject and each purpose, a ground holds. What is known to be
-- wrong denies, whatever else is unknown; otherwise anything unknown leaves it undetermined. Of several reasons the
-- one with the lowest rank is given: denials come first, then what is unknown, then what covers it (ranks are the
-- reasons' own).   Q  the purpose, whose data it was, who acted and for whom   D  the version: invalidated   P  the
-- permit: known, in force, and naming versions, purposes, organisation, persons, environment; of several      permits
-- one that covers the whole act suffices. A purpose that EHDS Art. 54 prohibits. A person who is disabled.   S  the
-- subject: erased, erasure decided, restricted, opted out before the permit was approved   G  the ground: a consent
-- first, else another legal basis; two purposes may stand on two grounds. Under a permit no      consent is needed:
-- who wasn't asked makes it undetermined (basis-unknown), who said no makes it wrong.   K  the conditions of the
-- consent, the version and the permit Care (an act that names a basis with Art. 9(2)(h)) by the controller's own
-- people needs neither permit nor opt-out. An act that names a dataset without its version has a verdict only where
-- all its versions agree. Provision isn't use, and a release that was approved as holding no personal data isn't one
-- of persons' data: neither is judged here.
--
-- How: what is the same for many acts is worked out once. Acts that differ only in time and person are of one kind. A
-- subject's ground for the wanted purposes is a claim, worked out once whatever the number of versions that hold the
-- subject; the claims of a version's members become steps (+1, −1) in time, the steps levels, and each act reads the
-- levels at its time. Reasons are bits by rank, so that the lowest bit is the reason. Subjects of whom anything special
-- is recorded (special) are worked out for each kind by itself.
CREATE FUNCTION judged_act(
  p_from timestamptz, p_to timestamptz, p_organisation text, p_dataset text, p_actor text, p_permit text, p_subject text
) RETURNS TABLE (
  idx bigint, reason text, permit text, permit_state text, subjects int, consent int, basis int, denied int,
    issued_idx bigint
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH bit AS MATERIALIZED (
    SELECT r.code, r.rank, 1::bigint << r.rank AS bit, r.verdict FROM reason r WHERE r.rank IS NOT NULL
  ),
  mask AS MATERIALIZED (
    SELECT bit_or(b.bit) FILTER (WHERE b.verdict = 'not-covered') AS denying,
      bit_or(b.bit) FILTER (WHERE b.verdict = 'undetermined') AS open,
      max(b.bit) FILTER (WHERE b.code = 'consent') AS consent,
      max(b.bit) FILTER (WHERE b.code = 'other-basis') AS basis,
      max(b.bit) FILTER (WHERE b.code = 'consent-and-other-basis') AS both_grounds,
      max(b.bit) FILTER (WHERE b.code = 'opt-out-exception') AS excepted,
      max(b.bit) FILTER (WHERE b.code = 'no-consent') AS unasked,
      max(b.bit) FILTER (WHERE b.code = 'purpose-outside-consent') AS outside,
      max(b.bit) FILTER (WHERE b.code = 'basis-unknown') AS basis_unknown,
      max(b.bit) FILTER (WHERE b.code = 'basis-after-withdrawal') AS swapped,
      max(b.bit) FILTER (WHERE b.code = 'article9-missing') AS article9,
      max(b.bit) FILTER (WHERE b.code = 'consent-withdrawn') AS withdrawn,
      max(b.bit) FILTER (WHERE b.code = 'consent-withdrawn-recorded-later') AS withdrawn_late,
      max(b.bit) FILTER (WHERE b.code = 'no-ground') AS ended,
      max(b.bit) FILTER (WHERE b.code = 'members-unknown') AS memberless,
      max(b.bit) FILTER (WHERE b.code = 'subjects-unknown') AS subjectless,
      max(b.bit) FILTER (WHERE b.code = 'person-unknown') AS nameless,
      max(b.bit) FILTER (WHERE b.code = 'person-outside-permit') AS unlisted,
      max(b.bit) FILTER (WHERE b.code = 'person-disabled') AS disabled,
      max(b.bit) FILTER (WHERE b.code = 'versions-differ') AS differing
    FROM bit b
  ),
  permit_now AS MATERIALIZED (SELECT s.* FROM permit_standing() s),
  -- Acts.
  asked AS NOT MATERIALIZED (
    SELECT a.idx, a.occurred_at, a.kind, a.mode, a.actor, a.organisation, a.on_behalf, a.datasets, a.purposes,
      a.permits,
      a.basis, a.recipient, a.egress
    FROM act a
    WHERE a.kind <> 'provision'
      AND (p_from IS NULL OR a.occurred_at >= p_from)
      AND (p_to IS NULL OR a.occurred_at < p_to)
      AND (p_organisation IS NULL OR a.organisation = p_organisation COLLATE "C")
      AND (p_dataset IS NULL OR a.datasets @> ARRAY[p_dataset COLLATE "C"]
        OR a.datasets @> ARRAY[split_part(p_dataset, '@', 1) COLLATE "C"])
      AND (p_actor IS NULL OR a.actor = p_actor COLLATE "C")
      AND (p_permit IS NULL OR a.permits @> ARRAY[p_permit COLLATE "C"])
      AND (p_subject IS NULL OR a.idx IN (SELECT s.idx FROM subject_act(p_subject) s))
      AND (a.kind <> 'egress' OR NOT EXISTS (
        SELECT FROM egress_then e
        WHERE e.egress = a.egress AND e.verb = 'approved' AND e.personal IS FALSE AND e.occurred_at <= a.occurred_at
      ))
  ),
  -- What acts name themselves: the same subjects and assets are one pointer.
  pointing AS MATERIALIZED (
    SELECT n.idx, n.subjects, n.assets, dense_rank() OVER (ORDER BY n.subjects, n.assets) AS pointer
    FROM (
      SELECT a.idx, array_agg(DISTINCT r.ref) FILTER (WHERE r.kind = 'subjects') AS subjects,
        array_agg(DISTINCT r.ref) FILTER (WHERE r.kind = 'assets') AS assets
      FROM asked a
      JOIN reference_known r ON r.idx = a.idx AND r.kind IN ('subjects', 'assets')
      GROUP BY a.idx
    ) n
  ),
  keyed AS NOT MATERIALIZED (
    SELECT a.idx, a.occurred_at, a.actor, coalesce(a.datasets, '{}') AS datasets, coalesce(a.permits, '{}') AS permits,
      CASE
        WHEN a.kind IN ('transfer', 'egress') AND coalesce(cardinality(a.purposes), 0) = 0
          AND cardinality(a.permits) = 1
          THEN coalesce((
            SELECT s.purposes FROM permit_now s
            WHERE s.permit = a.permits[1] AND s.starts <= a.occurred_at AND (s.ends IS NULL OR s.ends > a.occurred_at)
          ), '{}')
        ELSE coalesce(a.purposes, '{}')
      END AS purposes,
      concat_ws(
        chr(31), a.mode, coalesce(a.organisation, ''), coalesce(a.on_behalf, ''), coalesce(a.basis, ''),
        coalesce(a.recipient, ''), coalesce(a.egress, '')
      ) AS who, coalesce(p.pointer, 0) AS pointer
    FROM asked a
    LEFT JOIN pointing p ON p.idx = a.idx
  ),
  kind AS MATERIALIZED (
    SELECT row_number() OVER () AS kind, k.*, split_part(k.who, chr(31), 1) AS mode,
      nullif(split_part(k.who, chr(31), 2), '') AS organisation, nullif(split_part(k.who, chr(31), 3), '') AS on_behalf,
      nullif(split_part(k.who, chr(31), 4), '') AS basis, nullif(split_part(k.who, chr(31), 5), '') AS recipient,
      nullif(split_part(k.who, chr(31), 6), '') AS egress
    FROM (
      SELECT a.datasets, a.purposes, a.permits, a.who, a.pointer, min(a.occurred_at) AS first_at,
        max(a.occurred_at) AS last_at
      FROM keyed a
      GROUP BY a.datasets, a.purposes, a.permits, a.who, a.pointer
    ) k
  ),
  pointer_subject AS MATERIALIZED (
    SELECT DISTINCT n.pointer, s.subject
    FROM (SELECT DISTINCT p.pointer, p.subjects, p.assets FROM pointing p) n
    CROSS JOIN LATERAL (
      SELECT unnest(n.subjects) AS subject
      UNION
      SELECT s.subject FROM unnest(n.assets) AS a (asset) JOIN asset_subject() s ON s.asset = a.asset
    ) s
  ),
  version AS MATERIALIZED (
    SELECT split_part(n.dataset, '@', 1) AS name, n.dataset, min(d.occurred_at) AS since
    FROM dataset_then d
    CROSS JOIN LATERAL unnest(d.datasets) AS n (dataset)
    WHERE d.verb = 'members-added' OR d.verb IN ('members-removed', 'version-released') AND n.dataset LIKE '%@%'
    GROUP BY n.dataset
  ),
  -- Each permit that an act names, and each version that a name without one may mean, is a choice.
  choice AS MATERIALIZED (
    SELECT row_number() OVER () AS choice, k.kind, n.permit, v.versions, v.since, k.purposes, k.mode, k.organisation,
      k.on_behalf, k.basis, k.recipient, k.egress, k.first_at, k.last_at, k.pointer, m.article9 IS NOT NULL AS is_care,
      m.controller AS basis_controller,
      (
        SELECT d.controller FROM dataset_then d
        WHERE d.verb = 'created' AND d.datasets && ARRAY(SELECT split_part(x.v, '@', 1)
          FROM unnest(v.versions) AS x (v))
        ORDER BY d.idx DESC LIMIT 1
      ) AS controller
    FROM kind k
    LEFT JOIN LATERAL unnest(k.permits) AS n (permit) ON true
    CROSS JOIN LATERAL (
      SELECT ARRAY(SELECT x.d FROM unnest(k.datasets) AS x (d) WHERE x.d LIKE '%@%') AS versioned,
        ARRAY(SELECT x.d FROM unnest(k.datasets) AS x (d) WHERE x.d NOT LIKE '%@%') AS loose
    ) d
    CROSS JOIN LATERAL (
      SELECT d.versioned || coalesce(o.dataset, d.loose[1]) AS versions, o.since
      FROM (SELECT 1) one
      LEFT JOIN version o ON o.name = d.loose[1]
      WHERE cardinality(d.loose) = 1
      UNION ALL
      SELECT d.versioned || ARRAY(
        SELECT coalesce(o.dataset, x.d) FROM unnest(d.loose) AS x (d) LEFT JOIN version o ON o.name = x.d
      ), NULL
      WHERE cardinality(d.loose) <> 1
    ) v
    LEFT JOIN LATERAL (
      SELECT b.article9, b.controller FROM legal_basis_then b
      WHERE b.basis = k.basis AND b.article9 = 'eu-gdpr:A9-2-h' ORDER BY b.idx LIMIT 1
    ) m ON true
  ),
  -- Versions are judged one by one; what is counted are the subjects of all of them.
  part AS MATERIALIZED (
    SELECT row_number() OVER () AS part, c.*, v.held, v.is_judged, v.is_counted,
      EXISTS (SELECT FROM pointer_subject p WHERE p.pointer = c.pointer) AS is_pointed
    FROM choice c
    CROSS JOIN LATERAL (
      SELECT c.versions AS held, true AS is_judged, true AS is_counted WHERE cardinality(c.versions) <= 1
      UNION ALL
      SELECT ARRAY[x.v], true, false FROM unnest(c.versions) AS x (v) WHERE cardinality(c.versions) > 1
      UNION ALL
      SELECT c.versions, false, true WHERE cardinality(c.versions) > 1
    ) v
  ),
  -- Whom they touched.
  touch AS MATERIALIZED (
    SELECT row_number() OVER () AS touch, t.*
    FROM (
      SELECT DISTINCT CASE WHEN p.is_pointed THEN p.pointer ELSE 0 END AS pointer,
        CASE WHEN p.is_pointed THEN '{}' ELSE p.held END AS held
      FROM part p
    ) t
  ),
  version_member AS MATERIALIZED (
    SELECT v.version, m.subject, m.starts, m.ends
    FROM (SELECT DISTINCT x.v AS version FROM touch t CROSS JOIN LATERAL unnest(t.held) AS x (v)) v
    CROSS JOIN LATERAL version_subject(v.version) m
    WHERE m.how <> 'not-taken-over' AND (m.ends IS NULL OR m.ends > m.starts)
  ),
  touch_member AS MATERIALIZED (
    SELECT t.touch, p.subject, '-infinity'::timestamptz AS starts, NULL::timestamptz AS ends
    FROM touch t
    JOIN pointer_subject p ON p.pointer = t.pointer
    UNION ALL
    SELECT t.touch, m.subject, m.starts, m.ends
    FROM touch t
    JOIN version_member m ON m.version = t.held[1]
    WHERE cardinality(t.held) = 1
    UNION ALL
    SELECT m.touch, m.subject, lower(s.span), upper(s.span)
    FROM (
      SELECT t.touch, m.subject, range_agg(tstzrange(m.starts, m.ends)) AS spans
      FROM touch t
      JOIN version_member m ON m.version = ANY (t.held)
      WHERE cardinality(t.held) > 1
      GROUP BY t.touch, m.subject
    ) m
    CROSS JOIN LATERAL unnest(m.spans) AS s (span)
  ),
  -- Grounds other than consent.
  base AS MATERIALIZED (
    SELECT row_number() OVER () AS base, b.basis, b.article6, b.article9, b.purposes, b.dataset, b.subject, b.permit,
      b.controller, b.starts, b.ends, b.asserted_at, b.article6 IN ('eu-gdpr:A6-1-e', 'eu-gdpr:A6-1-f') AS is_objectable
    FROM basis_standing() b
    WHERE b.article6 <> 'eu-gdpr:A6-1-a'
  ),
  part_base AS MATERIALIZED (
    SELECT p.part, b.base, b.subject
    FROM part p
    JOIN base b ON (b.permit IS NULL OR b.permit = p.permit)
      AND (b.dataset IS NULL OR cardinality(p.held) > 0
        AND NOT EXISTS (SELECT FROM unnest(p.held) AS x (v) WHERE NOT names_version(b.dataset, x.v)))
      AND (
        coalesce(b.dataset, b.permit, b.subject) IS NOT NULL
        OR b.controller IN (p.organisation, p.on_behalf)
        OR b.basis = p.basis AND (p.organisation IS NULL OR b.controller IS NULL)
      )
  ),
  part_bases AS MATERIALIZED (
    SELECT p.part, coalesce(array_agg(b.base ORDER BY b.base) FILTER (WHERE b.base IS NOT NULL), '{}') AS bases
    FROM part p
    LEFT JOIN part_base b ON b.part = p.part AND b.subject IS NULL
    GROUP BY p.part
  ),
  -- Subjects of whom more is recorded than consents without conditions: they are judged for each kind of act by itself.
  restriction_now AS MATERIALIZED (SELECT r.* FROM restriction_standing() r WHERE r.ends IS NULL OR r.ends > r.starts),
  erasure_now AS MATERIALIZED (SELECT e.* FROM erasure_standing() e),
  objection_now AS MATERIALIZED (SELECT o.* FROM objection_standing() o),
  opted_out AS MATERIALIZED (SELECT o.* FROM opt_out_standing() o),
  consent_now AS MATERIALIZED (
    SELECT c.subject, c.consent, c.state, coalesce(c.purposes, '{}') AS purposes,
      coalesce(c.withdrawn, '{}') AS withdrawn,
      c.starts, c.ends, c.given_idx, c.conditions, e.recorded_at
    FROM consent_standing() c
    JOIN consent_known e ON e.idx = c.idx
  ),
  special AS MATERIALIZED (
    SELECT r.subject FROM restriction_now r WHERE r.subject IS NOT NULL
    UNION SELECT e.subject FROM erasure_now e
    UNION SELECT o.subject FROM objection_now o
    UNION SELECT o.subject FROM opted_out o
    UNION SELECT b.subject FROM base b WHERE b.subject IS NOT NULL
    UNION SELECT c.subject FROM consent_now c WHERE cardinality(c.conditions) > 0
  ),
  -- A group is the members of a touch with the purposes that were wanted and the bases that reach them; a claim is what
  -- one subject's grounds are for these, and the same in every group.
  grp AS MATERIALIZED (
    SELECT row_number() OVER () AS grp, dense_rank() OVER (ORDER BY g.purposes, g.bases, g.part) AS claim, g.*
    FROM (
      SELECT t.touch, p.purposes, b.bases, NULL::bigint AS part, min(p.first_at) AS first_at, max(p.last_at) AS last_at
      FROM part p
      JOIN part_bases b ON b.part = p.part
      JOIN touch t ON t.pointer = CASE WHEN p.is_pointed THEN p.pointer ELSE 0 END
        AND t.held = CASE WHEN p.is_pointed THEN '{}' ELSE p.held END
      GROUP BY t.touch, p.purposes, b.bases
      UNION ALL
      SELECT t.touch, p.purposes, b.bases, p.part, p.first_at, p.last_at
      FROM part p
      JOIN part_bases b ON b.part = p.part
      JOIN touch t ON t.pointer = CASE WHEN p.is_pointed THEN p.pointer ELSE 0 END
        AND t.held = CASE WHEN p.is_pointed THEN '{}' ELSE p.held END
      WHERE t.touch IN (SELECT m.touch FROM touch_member m WHERE m.subject IN (SELECT s.subject FROM special s))
    ) g
  ),
  grp_member AS MATERIALIZED (
    SELECT g.grp, g.claim, m.subject, m.starts, m.ends, g.first_at, g.last_at
    FROM (SELECT m.*, m.subject IN (SELECT s.subject FROM special s) AS is_special FROM touch_member m) m
    JOIN grp g ON g.touch = m.touch AND (g.part IS NOT NULL) = m.is_special
  ),
  claimed AS MATERIALIZED (SELECT DISTINCT m.claim, m.subject FROM grp_member m),
  -- What was wanted: each purpose, or NULL for one that nobody recorded or knows.
  wanted AS MATERIALIZED (
    SELECT c.claim, c.part, c.bases, coalesce(w.no, 1) AS no, k.narrow AS purpose
    FROM (SELECT DISTINCT g.claim, g.part, g.bases, g.purposes FROM grp g) c
    LEFT JOIN LATERAL unnest(c.purposes) WITH ORDINALITY AS w (purpose, no) ON true
    LEFT JOIN term k ON k.narrow = w.purpose AND k.broad = w.purpose
  ),
  -- What is said of each purpose: by consents …
  pattern AS MATERIALIZED (
    SELECT row_number() OVER () AS pattern, p.*
    FROM (SELECT DISTINCT c.state, c.purposes, c.withdrawn FROM consent_now c) p
  ),
  outcome AS MATERIALIZED (
    SELECT w.claim, w.part, w.no, o.pattern, b.bit, b.code
    FROM (
      SELECT p.pattern, d.purpose, consent_reason(p.state, p.purposes, p.withdrawn, d.purpose) AS code
      FROM pattern p
      CROSS JOIN (SELECT DISTINCT w.purpose FROM wanted w) d
    ) o
    JOIN bit b ON b.code = o.code
    JOIN wanted w ON coalesce(w.purpose, '') = coalesce(o.purpose, '')
  ),
  consented AS MATERIALIZED (
    SELECT c.claim, c.subject, o.part, o.no, o.bit, o.code, s.consent, s.starts, s.ends, s.given_idx, s.conditions,
      s.recorded_at
    FROM (
      SELECT c.*, p.pattern
      FROM consent_now c
      JOIN pattern p ON p.state = c.state AND p.purposes = c.purposes AND p.withdrawn = c.withdrawn
    ) s
    JOIN claimed c ON c.subject = s.subject
    JOIN outcome o ON o.claim = c.claim AND o.pattern = s.pattern
  ),
  withdrawn AS MATERIALIZED (
    SELECT c.claim, c.subject, c.no, c.bit, c.starts, c.ends, first_value(c.starts) OVER w AS since,
      first_value(c.recorded_at) OVER w AS recorded_at
    FROM consented c
    WHERE c.code = 'consent-withdrawn'
    WINDOW w AS (PARTITION BY c.claim, c.subject, c.no, c.consent, c.given_idx ORDER BY c.starts)
  ),
  bound AS MATERIALIZED (
    SELECT c.claim, c.subject, c.no, c.consent, c.bit, c.starts, c.ends, k.reason, k.starts AS since, k.ends AS until
    FROM consented c
    JOIN part p ON p.part = c.part
    CROSS JOIN LATERAL unnest(c.conditions) AS n (condition)
    CROSS JOIN LATERAL condition_reason(n.condition, p.purposes, p.organisation, p.held, p.permit) k
    WHERE c.code = 'consent'
  ),
  consent_element AS MATERIALIZED (
    SELECT c.claim, c.subject, c.no, c.starts, c.ends, c.bit, NULL::timestamptz AS since
    FROM consented c
    WHERE c.code <> 'consent-withdrawn'
      AND NOT EXISTS (
        SELECT FROM bound b
        WHERE b.claim = c.claim AND b.subject = c.subject AND b.no = c.no AND b.consent = c.consent
          AND b.starts = c.starts
      )
    UNION ALL
    SELECT w.claim, w.subject, w.no, w.starts, least(w.ends, w.recorded_at), m.withdrawn_late, w.since
    FROM withdrawn w
    CROSS JOIN mask m
    WHERE w.recorded_at > w.starts
    UNION ALL
    SELECT w.claim, w.subject, w.no, greatest(w.starts, w.recorded_at), w.ends, w.bit, w.since
    FROM withdrawn w
    WHERE w.ends IS NULL OR w.ends > w.recorded_at
    UNION ALL
    SELECT b.claim, b.subject, b.no, lower(s.span), upper(s.span), b.bit, NULL
    FROM (
      SELECT b.claim, b.subject, b.no, b.consent, b.bit, b.starts, b.ends,
        range_agg(tstzrange(b.since, b.until)) AS unmet
      FROM bound b
      GROUP BY b.claim, b.subject, b.no, b.consent, b.bit, b.starts, b.ends
    ) b
    CROSS JOIN LATERAL unnest(tstzmultirange(tstzrange(b.starts, b.ends)) - b.unmet) AS s (span)
    UNION ALL
    SELECT b.claim, b.subject, b.no, greatest(b.starts, b.since), least(b.ends, b.until), k.bit, NULL
    FROM bound b
    JOIN bit k ON k.code = b.reason
    WHERE tstzrange(b.starts, b.ends) && tstzrange(b.since, b.until)
  ),
  -- … and by other bases: of all members, or of one subject.
  base_element AS MATERIALIZED (
    SELECT w.claim, NULL::text COLLATE "C" AS subject, w.no, b.starts, b.ends, k.bit, b.is_objectable, b.asserted_at
    FROM wanted w
    JOIN base b ON b.base = ANY (w.bases)
    JOIN bit k ON k.code = basis_reason(b.article6, b.article9, b.purposes, w.purpose)
    UNION ALL
    SELECT w.claim, b.subject, w.no, b.starts, b.ends, k.bit, b.is_objectable, b.asserted_at
    FROM wanted w
    JOIN part_base p ON p.part = w.part
    JOIN base b ON b.base = p.base AND b.subject IS NOT NULL
    JOIN bit k ON k.code = basis_reason(b.article6, b.article9, b.purposes, w.purpose)
  ),
  ended AS MATERIALIZED (
    SELECT e.claim, e.subject, e.no, e.ends AS starts, m.ended AS bit
    FROM base_element e
    CROSS JOIN mask m
    WHERE e.ends IS NOT NULL AND e.bit IN (m.basis, m.article9)
  ),
  -- What forbids, of a subject or of the subject's data in a version.
  cut_off AS MATERIALIZED (
    SELECT p.part, v.approved_at, v.starts, v.ends
    FROM part p
    JOIN permit_version() v ON v.permit = p.permit AND cardinality(p.held) > 0
      AND EXISTS (SELECT FROM unnest(p.held) AS x (v) WHERE names_version(v.dataset, x.v))
    WHERE NOT p.is_care
    UNION ALL
    SELECT p.part, s.approved_at, s.starts, s.ends
    FROM part p
    JOIN permit_now s ON s.permit = p.permit
    WHERE NOT p.is_care AND cardinality(p.held) = 0
  ),
  exempted AS MATERIALIZED (
    SELECT p.part, range_agg(tstzrange(e.starts, NULL)) AS spans
    FROM part p
    JOIN opt_out_exception() e ON e.permit = p.permit
      AND (e.dataset IS NULL OR EXISTS (SELECT FROM unnest(p.held) AS x (v) WHERE names_version(e.dataset, x.v)))
    GROUP BY p.part
  ),
  kin AS MATERIALIZED (
    SELECT r.restriction, r.idx, r.asset, r.starts, r.ends, k.asset AS kin
    FROM restriction_now r
    CROSS JOIN LATERAL (
      SELECT r.asset
      UNION SELECT l.source FROM lineage_then l WHERE l.relation = 'part' AND l.target = r.asset
      UNION SELECT l.target FROM lineage_then l WHERE l.relation = 'part' AND l.source_kind = 'study'
        AND l.source = r.asset
      UNION SELECT l.target FROM lineage_then l WHERE l.relation = 'annotated' AND l.source = r.asset
    ) k
    WHERE r.asset IS NOT NULL
  ),
  forbidden AS MATERIALIZED (
    SELECT g.claim, f.subject, f.starts, f.ends, f.code
    FROM grp g
    JOIN part p ON p.part = g.part
    CROSS JOIN LATERAL (
      SELECT r.subject, r.starts, r.ends, 'restricted' AS code
      FROM restriction_now r
      WHERE r.subject IS NOT NULL
      UNION ALL
      SELECT e.subject, e.starts, e.ends, CASE e.state WHEN 'erased' THEN 'erased' WHEN 'decided'
        THEN 'erasure-decided' ELSE 'decision-unknown' END
      FROM erasure_now e
      WHERE CASE
        WHEN e.dataset IS NOT NULL THEN EXISTS (SELECT FROM unnest(p.held) AS x (v) WHERE names_version(e.dataset, x.v))
        WHEN e.location IS NOT NULL THEN EXISTS (SELECT FROM unnest(p.held) AS x (v)
          WHERE names_version(e.location, x.v))
        WHEN e.asset IS NOT NULL THEN EXISTS (SELECT FROM pointing n WHERE n.pointer = p.pointer
          AND e.asset = ANY (n.assets))
        ELSE true
      END
      UNION ALL
      SELECT o.subject, lower(s.span), upper(s.span),
        CASE WHEN o.reaches_images THEN 'opted-out-before-approval' ELSE 'opt-out-scope-unknown' END
      FROM cut_off c
      LEFT JOIN exempted x ON x.part = p.part
      JOIN opted_out o ON o.starts <= c.approved_at AND (o.ends IS NULL OR o.ends > c.approved_at)
        AND o.reaches_images IS NOT FALSE
      CROSS JOIN LATERAL unnest(tstzmultirange(tstzrange(c.starts, c.ends)) - coalesce(x.spans, '{}')) AS s (span)
      WHERE c.part = p.part
      UNION ALL
      SELECT o.subject, lower(s.span), upper(s.span), 'opt-out-exception'
      FROM cut_off c
      JOIN exempted x ON x.part = p.part
      JOIN opted_out o ON o.starts <= c.approved_at AND (o.ends IS NULL OR o.ends > c.approved_at)
        AND o.reaches_images IS NOT FALSE
      CROSS JOIN LATERAL unnest(tstzmultirange(tstzrange(c.starts, c.ends)) * x.spans) AS s (span)
      WHERE c.part = p.part
    ) f
  ),
  objected AS MATERIALIZED (
    SELECT w.claim, o.subject, w.no, o.starts, o.ends,
      CASE o.state WHEN 'pending' THEN 'objection-pending' WHEN 'unknown'
        THEN 'decision-unknown' ELSE 'objection-upheld' END AS code
    FROM wanted w
    JOIN part p ON p.part = w.part
    JOIN objection_now o ON o.state <> 'rejected'
      AND (o.purposes IS NULL OR w.purpose IS NULL OR covers(o.purposes, ARRAY[w.purpose])
        OR EXISTS (SELECT FROM unnest(o.purposes) AS x (v) WHERE covers(ARRAY[w.purpose], ARRAY[x.v])))
      AND (o.datasets IS NULL OR EXISTS (
        SELECT FROM unnest(o.datasets) AS x (v), unnest(p.held) AS y (v) WHERE names_version(x.v, y.v)
      ))
  ),
  -- One subject's outcome. Where a claim has one purpose and a subject one consent,
    what the consent says is the outcome;
  -- else the time is divided wherever anything changes, and what is said then is put together.
  simple AS MATERIALIZED (
    SELECT w.claim FROM wanted w GROUP BY w.claim HAVING count(*) = 1 AND bool_and(w.part IS NULL AND w.bases = '{}')
  ),
  single AS MATERIALIZED (
    SELECT c.subject FROM consent_now c GROUP BY c.subject HAVING min(c.consent) = max(c.consent)
  ),
  divided AS MATERIALIZED (
    SELECT c.claim, c.subject
    FROM claimed c
    WHERE c.claim NOT IN (SELECT s.claim FROM simple s)
    UNION ALL
    SELECT c.claim, c.subject
    FROM claimed c
    WHERE c.claim IN (SELECT s.claim FROM simple s) AND c.subject IN (SELECT n.subject FROM consent_now n)
      AND c.subject NOT IN (SELECT s.subject FROM single s)
  ),
  element AS MATERIALIZED (
    SELECT d.claim, d.subject, e.no, e.starts, e.ends, e.bit, 'consent' AS said_by, false AS is_objectable,
      e.since AS at
    FROM divided d
    JOIN consent_element e ON e.claim = d.claim AND e.subject = d.subject
    UNION ALL
    SELECT d.claim, d.subject, e.no, e.starts, e.ends, e.bit, 'basis', e.is_objectable, e.asserted_at
    FROM divided d
    JOIN base_element e ON e.claim = d.claim AND (e.subject IS NULL OR e.subject = d.subject)
    UNION ALL
    SELECT d.claim, d.subject, e.no, e.starts, NULL, e.bit, 'ended', false, NULL
    FROM divided d
    JOIN ended e ON e.claim = d.claim AND (e.subject IS NULL OR e.subject = d.subject)
    UNION ALL
    SELECT d.claim, d.subject, o.no, o.starts, o.ends, b.bit, 'objection', false, NULL
    FROM divided d
    JOIN objected o ON o.claim = d.claim AND o.subject = d.subject
    JOIN bit b ON b.code = o.code
    UNION ALL
    SELECT d.claim, d.subject, 0, f.starts, f.ends, b.bit, 'forbidden', false, NULL
    FROM divided d
    JOIN forbidden f ON f.claim = d.claim AND f.subject = d.subject
    JOIN bit b ON b.code = f.code
  ),
  segment AS MATERIALIZED (
    SELECT p.claim, p.subject, p.at, lead(p.at) OVER (PARTITION BY p.claim, p.subject ORDER BY p.at) AS next_at
    FROM (
      SELECT d.claim, d.subject, '-infinity'::timestamptz AS at FROM divided d
      UNION SELECT e.claim, e.subject, e.starts FROM element e
      UNION SELECT e.claim, e.subject, e.ends FROM element e WHERE e.ends IS NOT NULL
    ) p
  ),
  purpose_said AS (
    SELECT s.claim, s.subject, s.at, s.next_at, w.no,
      coalesce(bit_or(e.bit) FILTER (WHERE e.said_by = 'consent'), 0) AS consent,
      coalesce(bit_or(e.bit) FILTER (WHERE e.said_by = 'basis' AND NOT e.is_objectable), 0) AS basis,
      coalesce(bit_or(e.bit) FILTER (WHERE e.said_by = 'basis' AND e.is_objectable), 0) AS objectable,
      coalesce(bit_or(e.bit) FILTER (WHERE e.said_by = 'ended'), 0) AS ended,
      coalesce(bit_or(e.bit) FILTER (WHERE e.said_by = 'objection'), 0) AS objection,
      min(e.at) FILTER (WHERE e.said_by = 'consent') AS withdrawn_at,
      min(e.at) FILTER (WHERE e.said_by = 'basis' AND NOT e.is_objectable AND e.bit = m.basis) AS basis_at,
      min(e.at) FILTER (WHERE e.said_by = 'basis' AND e.is_objectable AND e.bit = m.basis) AS objectable_at
    FROM segment s
    CROSS JOIN mask m
    JOIN wanted w ON w.claim = s.claim
    LEFT JOIN element e ON e.claim = s.claim AND e.subject = s.subject AND e.no = w.no AND e.starts <= s.at
      AND (e.ends IS NULL OR e.ends > s.at)
    GROUP BY s.claim, s.subject, s.at, s.next_at, w.no
  ),
  purpose_ground AS (
    SELECT s.claim, s.subject, s.at, s.next_at,
      CASE
        WHEN s.consent & m.consent <> 0 THEN m.consent
        WHEN s.basis & m.basis <> 0 AND (s.withdrawn_at IS NULL OR s.basis_at <= s.withdrawn_at) THEN m.basis
        WHEN s.objectable & m.basis <> 0 AND s.objection = 0
          AND (s.withdrawn_at IS NULL OR s.objectable_at <= s.withdrawn_at) THEN m.basis
        WHEN r.said & m.open <> 0 THEN (r.said & m.open) & -(r.said & m.open)
        WHEN r.said <> 0 THEN r.said & -r.said
        ELSE m.unasked
      END AS bit
    FROM purpose_said s
    CROSS JOIN mask m
    CROSS JOIN LATERAL (
      SELECT s.consent | s.ended
        | CASE WHEN s.basis & m.basis <> 0 THEN m.swapped ELSE s.basis END
        | CASE
            WHEN s.objectable = 0 THEN 0
            WHEN s.objection <> 0 THEN s.objection
            WHEN s.objectable & m.basis <> 0 THEN m.swapped
            ELSE s.objectable
          END AS said
    ) r
  ),
  found AS (
    SELECT g.claim, g.subject, g.at, g.next_at, bit_or(g.bit) AS bits
    FROM (
      SELECT g.claim, g.subject, g.at, g.next_at, g.bit FROM purpose_ground g
      UNION ALL
      SELECT s.claim, s.subject, s.at, s.next_at, e.bit
      FROM segment s
      JOIN element e ON e.claim = s.claim AND e.subject = s.subject AND e.no = 0 AND e.starts <= s.at
        AND (e.ends IS NULL OR e.ends > s.at)
    ) g
    GROUP BY g.claim, g.subject, g.at, g.next_at
  ),
  claim_span AS MATERIALIZED (
    SELECT e.claim, e.subject, e.starts, e.ends, e.bit
    FROM consent_element e
    WHERE e.claim IN (SELECT s.claim FROM simple s) AND e.subject IN (SELECT s.subject FROM single s)
    UNION ALL
    SELECT f.claim, f.subject, f.at, f.next_at,
      CASE WHEN o.bit = m.consent AND f.bits & m.basis <> 0 THEN m.both_grounds ELSE o.bit END
    FROM found f
    CROSS JOIN mask m
    CROSS JOIN LATERAL (SELECT (f.bits & ~m.excepted) & -(f.bits & ~m.excepted) AS bit) o
    WHERE o.bit <> m.unasked
    UNION ALL
    SELECT f.claim, f.subject, f.at, f.next_at, m.excepted
    FROM found f
    CROSS JOIN mask m
    WHERE f.bits & m.excepted <> 0
  ),
  -- Steps and levels of a group: how many members there are, how many of them stand where, and which reasons there are.
  step AS (
    SELECT s.grp, s.bit, s.at, sum(s.step)::int AS step
    FROM (
      SELECT h.grp, h.bit, CASE e.is_end WHEN 0 THEN h.starts ELSE h.ends END AS at, 1 - 2 * e.is_end AS step
      FROM (
        SELECT m.grp, c.bit, CASE WHEN h.starts <= m.first_at THEN '-infinity' ELSE h.starts END AS starts, h.ends
        FROM grp_member m
        JOIN claim_span c ON c.claim = m.claim AND c.subject = m.subject
        CROSS JOIN LATERAL (
          SELECT greatest(m.starts, c.starts) AS starts,
            least(coalesce(m.ends, 'infinity'), coalesce(c.ends, 'infinity')) AS ends
        ) h
        WHERE h.starts < h.ends AND h.starts <= m.last_at AND h.ends > m.first_at
        UNION ALL
        SELECT m.grp, 0, CASE WHEN m.starts <= m.first_at THEN '-infinity' ELSE m.starts END,
          coalesce(m.ends, 'infinity')
        FROM grp_member m
        WHERE m.starts <= m.last_at AND (m.ends IS NULL OR m.ends > m.first_at)
      ) h
      CROSS JOIN (VALUES (0), (1)) AS e (is_end)
      WHERE e.is_end = 0 OR h.ends < 'infinity'
    ) s
    GROUP BY s.grp, s.bit, s.at
  ),
  counted AS (
    SELECT s.grp, s.bit, s.at, s.step, sum(s.step) OVER (PARTITION BY s.grp, s.bit ORDER BY s.at) AS n
    FROM step s
    WHERE s.step <> 0
  ),
  stepped AS (
    SELECT c.grp, c.at,
      sum(CASE WHEN c.n > 0 AND c.n = c.step THEN c.bit WHEN c.n = 0 THEN -c.bit ELSE 0 END)::bigint AS bits,
      coalesce(sum(c.step) FILTER (WHERE c.bit = 0), 0)::int AS members,
      coalesce(sum(c.step) FILTER (WHERE c.bit = m.consent), 0)::int AS consent,
      coalesce(sum(c.step) FILTER (WHERE c.bit IN (m.basis, m.both_grounds)), 0)::int AS basis,
      coalesce(sum(c.step) FILTER (WHERE c.bit & m.denying <> 0 AND c.bit <> m.outside), 0)::int AS denied,
      coalesce(sum(c.step) FILTER (WHERE c.bit = m.outside), 0)::int AS outside,
      coalesce(sum(c.step) FILTER (WHERE c.bit & m.open <> 0), 0)::int AS open
    FROM counted c
    CROSS JOIN mask m
    GROUP BY c.grp, c.at
  ),
  level AS MATERIALIZED (
    SELECT l.grp, array_agg(l.at) AS times, array_agg(l.bits) AS bits, array_agg(l.members) AS members,
      array_agg(l.consent) AS consent, array_agg(l.basis) AS basis, array_agg(l.denied) AS denied,
        array_agg(l.unasked) AS unasked
    FROM (
      SELECT l.grp, l.at, l.members, l.consent, l.basis, l.denied, l.outside + u.unasked AS unasked,
        l.bits | CASE WHEN u.unasked > 0 THEN m.unasked ELSE 0 END AS bits
      FROM (
        SELECT s.grp, s.at, (sum(s.bits) OVER w)::bigint AS bits, (sum(s.members) OVER w)::int AS members,
          (sum(s.consent) OVER w)::int AS consent, (sum(s.basis) OVER w)::int AS basis,
            (sum(s.denied) OVER w)::int AS denied,
          (sum(s.outside) OVER w)::int AS outside, (sum(s.open) OVER w)::int AS open
        FROM stepped s
        WINDOW w AS (PARTITION BY s.grp ORDER BY s.at)
      ) l
      CROSS JOIN mask m
      CROSS JOIN LATERAL (SELECT l.members - l.consent - l.basis - l.denied - l.outside - l.open AS unasked) u
      ORDER BY l.grp, l.at
    ) l
    GROUP BY l.grp
  ),
  -- What is so of a whole part, whoever the subjects are.
  restricted_asset AS MATERIALIZED (
    SELECT p.part, k.starts, k.ends, 'restricted' AS code
    FROM part p
    JOIN pointing n ON n.pointer = p.pointer
    JOIN kin k ON k.kin = ANY (n.assets)
    WHERE p.is_pointed
    UNION ALL
    SELECT p.part, greatest(k.starts, m.starts), least(k.ends, m.ends), 'restricted'
    FROM part p
    JOIN kin k ON true
    CROSS JOIN LATERAL unnest(p.held) AS x (v)
    CROSS JOIN LATERAL membership_standing(x.v) m
    WHERE NOT p.is_pointed AND m.kind = 'assets' AND m.ref = k.kin
    UNION ALL
    SELECT p.part, k.starts, k.ends, 'restriction-unresolved'
    FROM part p
    JOIN kin k ON k.kin = k.asset
    WHERE CASE
      WHEN p.is_pointed THEN NOT EXISTS (SELECT FROM pointing n WHERE n.pointer = p.pointer AND n.assets IS NOT NULL)
        AND EXISTS (
          SELECT FROM asset_subject() s JOIN pointer_subject q ON q.subject = s.subject AND q.pointer = p.pointer
          WHERE s.asset = k.asset
        )
      ELSE cardinality(p.held) > 0
        AND NOT EXISTS (
          SELECT FROM unnest(p.held) AS x (v) CROSS JOIN LATERAL membership_standing(x.v) m WHERE m.kind = 'assets'
        )
        AND (
          NOT EXISTS (SELECT FROM asset_subject() s WHERE s.asset = k.asset)
          OR EXISTS (
            SELECT FROM asset_subject() s JOIN version_member m ON m.subject = s.subject AND m.version = ANY (p.held)
            WHERE s.asset = k.asset
          )
        )
    END
  ),
  approved_exit AS MATERIALIZED (
    SELECT n.permit, min(e.occurred_at) AS at
    FROM egress_then e
    LEFT JOIN egress_then q ON q.egress = e.egress AND q.verb = 'requested'
    CROSS JOIN LATERAL unnest(coalesce(e.permits, q.permits)) AS n (permit)
    WHERE e.verb = 'approved' AND e.personal IS NOT TRUE
    GROUP BY n.permit
  ),
  required AS MATERIALIZED (
    SELECT r.organisation, r.at AS starts, r.next_at AS ends
    FROM (
      SELECT s.verb, s.organisation, coalesce(s.effective_at, s.occurred_at) AS at,
        lead(coalesce(s.effective_at, s.occurred_at)) OVER (
          PARTITION BY s.organisation ORDER BY coalesce(s.effective_at, s.occurred_at), s.verb = 'set', s.idx
        ) AS next_at
      FROM policy_then s
      WHERE s.rule = 'permit-required' AND s.verb IN ('set', 'ended')
    ) r
    WHERE r.verb = 'set' AND r.next_at IS DISTINCT FROM r.at
  ),
  part_said AS MATERIALIZED (
    SELECT p.part, s.starts, s.ends, s.code
    FROM part p
    CROSS JOIN LATERAL (
      -- Q
      SELECT '-infinity'::timestamptz AS starts, NULL::timestamptz AS ends, 'purpose-unknown' AS code
      WHERE cardinality(p.purposes) = 0
        OR EXISTS (
          SELECT FROM unnest(p.purposes) AS x (purpose)
          WHERE NOT EXISTS (SELECT FROM term t WHERE t.narrow = x.purpose) AND NOT is_prohibited(x.purpose)
        )
      UNION ALL
      SELECT '-infinity', NULL, 'subjects-unknown'
      WHERE cardinality(p.held) = 0 AND NOT p.is_pointed
      UNION ALL
      SELECT '-infinity', NULL, 'subjects-unknown'
      WHERE p.is_pointed AND EXISTS (
        SELECT FROM pointing n CROSS JOIN LATERAL unnest(n.assets) AS a (asset)
        WHERE n.pointer = p.pointer AND n.subjects IS NULL AND NOT EXISTS (SELECT FROM asset_subject() s
          WHERE s.asset = a.asset)
      )
      UNION ALL
      SELECT '-infinity', NULL, 'members-unknown'
      FROM unnest(p.held) AS x (v)
      CROSS JOIN LATERAL (SELECT count(DISTINCT m.subject) AS known FROM version_member m WHERE m.version = x.v) k
      LEFT JOIN LATERAL (
        SELECT d.subject_count FROM dataset_then d
        WHERE d.datasets @> ARRAY[x.v] AND d.verb = 'version-released' ORDER BY d.occurred_at, d.idx LIMIT 1
      ) r ON true
      WHERE NOT p.is_pointed AND (k.known = 0 OR k.known < r.subject_count)
      -- D
      UNION ALL
      SELECT i.starts, i.ends, 'dataset-invalidated'
      FROM version_invalid() i
      WHERE EXISTS (SELECT FROM unnest(p.held) AS x (v) WHERE names_version(i.dataset, x.v))
      -- P
      UNION ALL
      SELECT '-infinity', NULL, 'prohibited-purpose'
      WHERE EXISTS (SELECT FROM unnest(p.purposes) AS x (purpose) WHERE is_prohibited(x.purpose))
      UNION ALL
      SELECT '-infinity', NULL, CASE
        WHEN coalesce(p.organisation, p.on_behalf) IS NULL OR coalesce(p.controller, p.basis_controller) IS NULL
          THEN 'organisation-unknown'
        ELSE 'care-elsewhere' END
      WHERE p.is_care AND (coalesce(p.controller, p.basis_controller) IN (p.organisation, p.on_behalf)) IS NOT TRUE
      UNION ALL
      SELECT r.starts, r.ends, CASE
        WHEN coalesce(p.organisation, p.on_behalf) IS NULL OR p.controller IS NULL THEN 'organisation-unknown'
        ELSE 'no-permit' END
      FROM required r
      WHERE NOT p.is_care AND p.permit IS NULL AND (p.controller IN (p.organisation, p.on_behalf)) IS NOT TRUE
        AND (r.organisation IS NULL OR r.organisation = p.controller)
      UNION ALL
      SELECT '-infinity', NULL, 'permit-unknown'
      WHERE NOT p.is_care AND p.permit IS NOT NULL AND NOT EXISTS (SELECT FROM permit_now s WHERE s.permit = p.permit)
      UNION ALL
      SELECT s.starts, s.ends, c.code
      FROM permit_now s
      CROSS JOIN LATERAL (
        SELECT 'permit-not-active' AS code
        WHERE s.state <> 'active'
        UNION ALL
        SELECT 'dataset-outside-permit'
        WHERE EXISTS (
          SELECT FROM unnest(p.held) AS x (v)
          WHERE NOT EXISTS (SELECT FROM unnest(s.datasets) AS n (named) WHERE names_version(n.named, x.v))
        )
        UNION ALL
        SELECT CASE WHEN vocabularies_differ(s.purposes, x.purpose)
          THEN 'vocabularies-differ' ELSE 'purpose-outside-permit' END
        FROM unnest(p.purposes) AS x (purpose)
        WHERE NOT covers(s.purposes, ARRAY[x.purpose])
        UNION ALL
        SELECT CASE
          WHEN p.recipient IS NOT NULL THEN CASE WHEN p.recipient <> s.organisation
            THEN 'organisation-outside-permit' END
          WHEN p.mode = 'released' THEN NULL
          WHEN coalesce(p.organisation, p.on_behalf) IS NULL THEN 'organisation-unknown'
          WHEN (s.organisation IN (p.organisation, p.on_behalf)) IS NOT TRUE THEN 'organisation-outside-permit' END
        UNION ALL
        SELECT 'environment-outside-permit'
        WHERE s.environment IS NOT NULL AND p.mode IN ('downloaded', 'sent', 'released')
          AND NOT EXISTS (SELECT FROM approved_exit e WHERE e.permit = p.permit AND e.at <= s.starts)
          AND NOT EXISTS (SELECT FROM approved_exit e WHERE e.permit = p.permit AND p.mode <> 'released')
      ) c
      WHERE NOT p.is_care AND s.permit = p.permit AND c.code IS NOT NULL
      UNION ALL
      SELECT s.starts, least(s.ends, e.at), 'environment-outside-permit'
      FROM permit_now s
      JOIN approved_exit e ON e.permit = s.permit AND e.at > s.starts
      WHERE NOT p.is_care AND s.permit = p.permit AND s.environment IS NOT NULL AND p.mode IN ('downloaded', 'sent')
      UNION ALL
      SELECT o.starts, o.ends, 'organisation-suspended'
      FROM personnel_standing() o
      WHERE NOT p.is_care AND p.permit IS NOT NULL AND o.kind = 'organisation'
        AND o.id IN (p.organisation, p.on_behalf, p.recipient)
      -- S, of the version
      UNION ALL
      SELECT r.starts, r.ends, 'restricted'
      FROM restriction_now r
      WHERE EXISTS (SELECT FROM unnest(p.held) AS x (v) WHERE names_version(r.dataset, x.v))
      UNION ALL
      SELECT r.starts, r.ends, r.code
      FROM restricted_asset r
      WHERE r.part = p.part AND (r.ends IS NULL OR r.ends > r.starts)
      -- K, of the version and the permit
      UNION ALL
      SELECT k.starts, k.ends, k.reason
      FROM unnest(p.held) AS x (v)
      CROSS JOIN LATERAL (
        SELECT d.data_use FROM dataset_then d
        WHERE d.datasets @> ARRAY[x.v] AND d.verb = 'version-released' ORDER BY d.occurred_at, d.idx LIMIT 1
      ) r
      CROSS JOIN LATERAL unnest(r.data_use) AS n (condition)
      CROSS JOIN LATERAL condition_reason(n.condition, p.purposes, p.organisation, p.held, p.permit) k
      UNION ALL
      SELECT greatest(k.starts, s.starts), least(k.ends, s.ends), k.reason
      FROM permit_now s
      CROSS JOIN LATERAL unnest(s.conditions) AS n (condition)
      CROSS JOIN LATERAL condition_reason(n.condition, p.purposes, p.organisation, p.held, p.permit) k
      WHERE NOT p.is_care AND s.permit = p.permit
    ) s
    WHERE p.is_judged AND (s.ends IS NULL OR s.ends > s.starts)
  ),
  part_level AS MATERIALIZED (
    SELECT l.part, array_agg(l.at) AS times, array_agg(l.bits) AS bits
    FROM (
      SELECT s.part, s.at, (sum(s.bits) OVER (PARTITION BY s.part ORDER BY s.at))::bigint AS bits
      FROM (
        SELECT c.part, c.at,
          sum(CASE WHEN c.n > 0 AND c.n = c.step THEN c.bit WHEN c.n = 0 THEN -c.bit ELSE 0 END)::bigint AS bits
        FROM (
          SELECT e.part, e.at, e.bit, e.step, sum(e.step) OVER (PARTITION BY e.part, e.bit ORDER BY e.at) AS n
          FROM (
            SELECT s.part, b.bit, e.at, sum(e.step)::int AS step
            FROM part_said s
            JOIN bit b ON b.code = s.code
            CROSS JOIN LATERAL (VALUES (s.starts, 1), (s.ends, -1)) AS e (at, step)
            WHERE e.at IS NOT NULL
            GROUP BY s.part, b.bit, e.at
            HAVING sum(e.step) <> 0
          ) e
        ) c
        GROUP BY c.part, c.at
      ) s
      ORDER BY s.part, s.at
    ) l
    GROUP BY l.part
  ),
  -- Persons.
  listed AS MATERIALIZED (
    SELECT s.permit, min(s.starts) AS since FROM permit_now s WHERE s.names_persons GROUP BY s.permit
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
    SELECT k.kind, k.datasets, k.purposes, k.permits, k.who, k.pointer, p.part, p.choice, p.versions, p.since, p.permit,
      p.is_judged, p.is_counted, coalesce(p.organisation, '') AS organisation, cardinality(p.held) > 0
        AND NOT p.is_pointed AS is_versioned,
      o.grp, s.grp AS special_grp, i.issued_idx,
      CASE
        WHEN NOT p.is_care AND p.mode <> 'released'
          AND NOT (p.mode = 'sent' AND (i.organisation IN (p.organisation, p.on_behalf)) IS NOT TRUE) THEN l.since
      END AS listed_since,
      count(*) OVER (PARTITION BY k.kind) = 1 AS is_single, p.permit IS NOT NULL AND NOT p.is_care AS is_permitted
    FROM kind k
    JOIN part p ON p.kind = k.kind
    JOIN part_bases b ON b.part = p.part
    JOIN touch t ON t.pointer = CASE WHEN p.is_pointed THEN p.pointer ELSE 0 END
      AND t.held = CASE WHEN p.is_pointed THEN '{}' ELSE p.held END
    JOIN grp o ON o.touch = t.touch AND o.purposes = p.purposes AND o.bases = b.bases AND o.part IS NULL
    LEFT JOIN grp s ON s.part = p.part
    LEFT JOIN listed l ON l.permit = p.permit
    LEFT JOIN LATERAL (SELECT n.issued_idx, n.organisation FROM permit_now n WHERE n.permit = p.permit LIMIT 1) i
      ON true
  ),
  -- Each act reads the levels at its time.
  placed AS NOT MATERIALIZED (
    SELECT a.idx, a.occurred_at, r.kind, r.choice, r.versions, r.since, r.is_single, r.is_judged, r.is_counted,
      r.permit, r.issued_idx, r.is_permitted,
      coalesce(p.bits[width_bucket(a.occurred_at, p.times)], 0)
        | coalesce(o.bits[n.i], 0) | coalesce(s.bits[n.j], 0)
        | CASE WHEN r.is_versioned AND coalesce(o.members[n.i], 0) + coalesce(s.members[n.j], 0) = 0
          THEN m.memberless ELSE 0 END
        | CASE
            WHEN r.listed_since IS NULL OR a.occurred_at < r.listed_since THEN 0
            WHEN a.actor IS NULL THEN m.nameless
            WHEN h.spans @> a.occurred_at THEN 0
            ELSE m.unlisted
          END
        | CASE WHEN d.spans @> a.occurred_at THEN m.disabled ELSE 0 END AS bits,
      coalesce(o.members[n.i], 0) + coalesce(s.members[n.j], 0) AS subjects,
      coalesce(o.consent[n.i], 0) + coalesce(s.consent[n.j], 0) AS consent,
      coalesce(o.basis[n.i], 0) + coalesce(s.basis[n.j], 0) AS basis,
      coalesce(o.denied[n.i], 0) + coalesce(s.denied[n.j], 0) AS denied,
      coalesce(o.unasked[n.i], 0) + coalesce(s.unasked[n.j], 0) AS unasked
    FROM keyed a
    JOIN ready r ON r.datasets = a.datasets AND r.purposes = a.purposes AND r.permits = a.permits AND r.who = a.who
      AND r.pointer = a.pointer
    CROSS JOIN mask m
    LEFT JOIN part_level p ON p.part = r.part
    LEFT JOIN level o ON o.grp = r.grp
    LEFT JOIN level s ON s.grp = r.special_grp
    LEFT JOIN authorised h ON h.permit = r.permit AND h.person = a.actor
    LEFT JOIN disabled d ON d.id = a.actor AND d.organisation = r.organisation
    CROSS JOIN LATERAL (
      SELECT width_bucket(a.occurred_at, o.times) AS i, width_bucket(a.occurred_at, s.times) AS j
    ) n
  ),
  -- Under a permit nobody need have been asked: what is missing then is the user's own basis.
  weighed AS NOT MATERIALIZED (
    SELECT p.*,
      CASE
        WHEN p.is_permitted AND p.bits & (m.unasked | m.outside) <> 0
          THEN (p.bits & ~(m.unasked | m.outside)) | m.basis_unknown
        ELSE p.bits
      END AS weight
    FROM placed p
    CROSS JOIN mask m
  ),
  chosen AS (
    SELECT w.idx, w.weight, w.permit, w.issued_idx, w.is_permitted, w.subjects, w.consent, w.basis, w.denied, w.unasked
    FROM weighed w
    WHERE w.is_single
    UNION ALL
    SELECT v.idx, CASE WHEN v.differs THEN m.differing ELSE v.weight END, v.permit, v.issued_idx, v.is_permitted,
      v.subjects,
      v.consent, v.basis, v.denied, v.unasked
    FROM (
      SELECT DISTINCT ON (v.idx) v.*,
        min(v.class) OVER (PARTITION BY v.idx) <> max(v.class) OVER (PARTITION BY v.idx) AS differs
      FROM (
        SELECT DISTINCT ON (c.idx, c.versions) c.*,
          CASE WHEN c.weight & m.denying <> 0 THEN 1 WHEN c.weight & m.open <> 0 THEN 2 ELSE 3 END AS class
        FROM (
          SELECT w.idx, w.choice, w.versions, min(w.permit) AS permit, min(w.issued_idx) AS issued_idx,
            bool_or(w.is_permitted) AS is_permitted, bit_or(w.weight) FILTER (WHERE w.is_judged) AS weight,
            max(w.subjects) FILTER (WHERE w.is_counted) AS subjects,
              max(w.consent) FILTER (WHERE w.is_counted) AS consent,
            max(w.basis) FILTER (WHERE w.is_counted) AS basis, max(w.denied) FILTER (WHERE w.is_counted) AS denied,
            max(w.unasked) FILTER (WHERE w.is_counted) AS unasked
          FROM weighed w
          WHERE NOT w.is_single AND (w.since IS NULL OR w.since <= w.occurred_at)
          GROUP BY w.idx, w.choice, w.versions
        ) c
        CROSS JOIN mask m
        ORDER BY c.idx, c.versions, c.weight & -c.weight DESC, c.choice
      ) v
      ORDER BY v.idx, v.class, v.choice
    ) v
    CROSS JOIN mask m
  )
  SELECT c.idx, CASE WHEN b.code = 'consent' AND c.weight & m.basis <> 0 THEN 'consent-and-other-basis' ELSE b.code END,
    c.permit,
    CASE
      WHEN c.permit IS NULL THEN NULL
      WHEN c.issued_idx IS NULL THEN 'unknown'
      WHEN c.weight & (SELECT b.bit FROM bit b WHERE b.code = 'permit-not-active') <> 0 THEN 'not in force'
      ELSE 'in force'
    END,
    c.subjects, c.consent, c.basis, CASE WHEN c.is_permitted THEN c.denied ELSE c.denied + c.unasked END, c.issued_idx
  FROM chosen c
  CROSS JOIN mask m
  LEFT JOIN bit b ON b.bit = c.weight & -c.weight
$$
