-- On which ground the subjects of parts of acts stand, or what forbids or leaves open their use, from when to when; for
-- each group of subjects that is looked at together, and each reason that any of them has.
--
-- A group is the subjects of some versions (or those that acts name) with the purposes that were wanted and the bases
-- that reach them. A claim is one subject's share in that, whatever the number of versions that hold the subject. It
-- is worked out once for all subjects whose consent says the same; alone are those who took back a purpose of it, have
-- several consents, or of whom something special is recorded that bears on it. Subjects of whom anything special is
-- recorded have groups of their own for each permit and versions; parts that differ only in how and by whom the data
-- were used share them, and one of the parts stands for all.
--
-- A claim: for each purpose a consent in force is the ground, else another basis that isn't objected to, and that
-- wasn't asserted after the consent had been withdrawn for it (EDPB 05/2020). Where none holds, the purpose is open
-- if anything leaves it open, else denied for what comes nearest: the lowest rank. Every purpose must have a ground.
-- What forbids the use of the subject's data is added, and the lowest rank of all is the claim's reason. A withdrawal
-- that was recorded after it took effect is told apart until it was recorded.
--
-- Two kinds of rows: one that names a group's parts (parts set: whether its subjects are special, and how many are
-- known), and those that say how many of it (n) have a reason (its bit; 0: they are touched) from when to when, within
-- the times of its acts. is_counted: the reason counts the subject; else it only stands beside one that does.
CREATE FUNCTION ground_span(p_parts act_part[]) RETURNS TABLE (
  grp bigint, parts bigint[], is_special boolean, known bigint, reason bigint, is_counted boolean, starts timestamptz,
  ends timestamptz, n bigint
) LANGUAGE sql STABLE PARALLEL SAFE
SET enable_mergejoin = off
SET enable_nestloop = off
SET jit = off
AS $$
  WITH mask AS MATERIALIZED (SELECT m.* FROM reason_mask() m),
  bit AS MATERIALIZED (SELECT r.code, 1::bigint << r.rank AS bit FROM reason r WHERE r.rank IS NOT NULL),
  part AS MATERIALIZED (
    SELECT p.*, CASE WHEN p.subjects IS NULL THEN p.held ELSE '{}' END AS touched,
      CASE WHEN p.subjects IS NOT NULL AND p.is_judged AND NOT p.is_counted THEN p.held ELSE '{}' END AS via,
      CASE WHEN p.subjects IS NOT NULL AND p.is_judged AND NOT p.is_counted THEN p.versions ELSE '{}' END AS beside
    FROM unnest(p_parts) p
  ),
  -- Whom they touched.
  version_member AS MATERIALIZED (
    SELECT v.version, m.subject, m.starts, m.ends
    FROM (SELECT DISTINCT x.version FROM part p CROSS JOIN LATERAL unnest(p.held) AS x (version)) v
    CROSS JOIN LATERAL version_subject(v.version) m
    WHERE m.how <> 'not-taken-over' AND (m.ends IS NULL OR m.ends > m.starts)
  ),
  touch AS MATERIALIZED (
    SELECT row_number() OVER () AS touch, t.*
    FROM (SELECT DISTINCT coalesce(p.subjects, '{}') AS subjects, p.touched, p.via, p.beside FROM part p) t
  ),
  touch_member AS MATERIALIZED (
    SELECT t.touch, n.subject, '-infinity'::timestamptz AS starts, NULL::timestamptz AS ends
    FROM touch t
    CROSS JOIN LATERAL unnest(t.subjects) AS n (subject)
    WHERE t.via = '{}'
    UNION ALL
    -- Who is named beside several versions was touched through those that held the person; a stranger through each.
    SELECT t.touch, n.subject, coalesce(lower(s.span), '-infinity'), upper(s.span)
    FROM touch t
    CROSS JOIN LATERAL unnest(t.subjects) AS n (subject)
    CROSS JOIN LATERAL (
      SELECT coalesce(range_agg(tstzrange(m.starts, m.ends)) FILTER (WHERE m.version = ANY (t.via)), '{}') AS here,
        coalesce(range_agg(tstzrange(m.starts, m.ends)), '{}') AS anywhere
      FROM version_member m
      WHERE m.version = ANY (t.beside) AND m.subject = n.subject
    ) m
    CROSS JOIN LATERAL unnest(m.here + (tstzmultirange(tstzrange(NULL, NULL)) - m.anywhere)) AS s (span)
    WHERE t.via <> '{}'
    UNION ALL
    SELECT t.touch, m.subject, m.starts, m.ends
    FROM touch t
    JOIN version_member m ON m.version = t.touched[1]
    WHERE cardinality(t.touched) = 1
    UNION ALL
    SELECT m.touch, m.subject, lower(s.span), upper(s.span)
    FROM (
      SELECT t.touch, m.subject, range_agg(tstzrange(m.starts, m.ends)) AS spans
      FROM touch t
      CROSS JOIN LATERAL unnest(t.touched) AS x (version)
      JOIN version_member m ON m.version = x.version
      WHERE cardinality(t.touched) > 1
      GROUP BY t.touch, m.subject
    ) m
    CROSS JOIN LATERAL unnest(m.spans) AS s (span)
  ),
  -- Which bases other than consent reach them. What is for a dataset doesn't reach a stranger who is named beside it,
  -- and a person who is only while in it: starts and ends. Whether the basis of a dataset's controller, or of one whose
  -- basis an act names, reaches the act can't be told where nobody says for whom it was done: the negative number.
  base AS MATERIALIZED (
    SELECT row_number() OVER () AS base, b.basis, b.article6, b.article9, b.purposes, b.dataset, b.subject, b.permit,
      b.controller, b.starts, b.ends, b.asserted_at, b.article6 IN ('eu-gdpr:A6-1-e', 'eu-gdpr:A6-1-f') AS is_objectable
    FROM basis_standing() b
    WHERE b.article6 <> 'eu-gdpr:A6-1-a'
  ),
  -- Parts that the same bases reach.
  reach AS MATERIALIZED (
    SELECT row_number() OVER () AS reach, r.*
    FROM (
      SELECT DISTINCT p.held, coalesce(p.permit, '') AS permit, coalesce(p.organisation, '') AS organisation,
        coalesce(p.on_behalf, '') AS on_behalf, coalesce(p.basis, '') AS basis,
        coalesce(p.controller, '') AS controller, p.subjects IS NULL AS is_whole
      FROM part p
    ) r
  ),
  reached AS MATERIALIZED (
    SELECT p.reach, CASE WHEN w.is_open THEN -b.base ELSE b.base END AS base, b.subject, b.dataset, p.is_whole
    FROM reach p
    JOIN base b ON (b.permit IS NULL OR b.permit = p.permit)
    CROSS JOIN LATERAL (
      SELECT coalesce(b.dataset, b.permit, b.subject) IS NULL AND p.organisation = '' AND p.on_behalf = ''
        AND (b.controller = p.controller OR b.basis = p.basis AND b.controller IS NOT NULL) AS is_open
    ) w
    WHERE (
        b.dataset IS NULL
        OR cardinality(p.held) > 0
          AND NOT EXISTS (SELECT FROM unnest(p.held) AS x (version) WHERE NOT names_version(b.dataset, x.version))
      )
      AND (
        coalesce(b.dataset, b.permit, b.subject) IS NOT NULL
        OR b.controller IN (p.organisation, p.on_behalf)
        OR w.is_open
        OR b.basis = p.basis AND b.controller IS NULL
      )
  ),
  wanting AS MATERIALIZED (
    SELECT p.part, p.purposes, p.first_at, p.last_at, t.touch, r.reach, coalesce(b.bases, '{}') AS bases
    FROM part p
    JOIN touch t ON t.subjects = coalesce(p.subjects, '{}') AND t.touched = p.touched AND t.via = p.via
      AND t.beside = p.beside
    JOIN reach r ON r.held = p.held AND r.permit = coalesce(p.permit, '')
      AND r.organisation = coalesce(p.organisation, '') AND r.on_behalf = coalesce(p.on_behalf, '')
      AND r.basis = coalesce(p.basis, '') AND r.controller = coalesce(p.controller, '')
      AND r.is_whole = (p.subjects IS NULL)
    LEFT JOIN (
      SELECT r.reach, array_agg(r.base ORDER BY r.base) AS bases
      FROM reached r
      WHERE r.subject IS NULL AND (r.dataset IS NULL OR r.is_whole)
      GROUP BY r.reach
    ) b ON b.reach = r.reach
  ),
  -- Those that reach single subjects only: of all parts, or of one.
  reached_subject AS MATERIALIZED (
    SELECT r.reach, NULL::bigint AS part, r.base, r.subject, NULL::timestamptz AS starts, NULL::timestamptz AS ends
    FROM reached r
    WHERE r.subject IS NOT NULL AND (r.dataset IS NULL OR r.is_whole)
    UNION ALL
    SELECT w.reach, w.part, r.base, m.subject, m.starts, m.ends
    FROM reached r
    JOIN wanting w ON w.reach = r.reach
    JOIN part p ON p.part = w.part
    CROSS JOIN LATERAL unnest(p.subjects) AS n (subject)
    JOIN version_member m ON m.subject = n.subject AND m.version = ANY (p.held)
    WHERE r.dataset IS NOT NULL AND NOT r.is_whole AND (r.subject IS NULL OR r.subject = n.subject)
  ),
  -- Whom something special is recorded of.
  consent_now AS MATERIALIZED (
    SELECT c.subject, c.consent, c.state, coalesce(c.purposes, '{}') AS purposes,
      coalesce(c.withdrawn, '{}') AS withdrawn,
      c.starts, c.ends, c.given_idx, nullif(c.conditions, '{}') AS conditions,
      -- What is void is told by the entry that voids it, and not by the one that took something back.
      CASE WHEN c.state = 'invalid' THEN '-infinity' ELSE e.recorded_at END AS recorded_at
    FROM consent_standing() c
    JOIN consent_known e ON e.idx = c.idx
  ),
  special AS MATERIALIZED (
    SELECT s.subject FROM special_subject() s
    UNION
    SELECT r.subject FROM reached_subject r
    UNION
    SELECT c.subject FROM consent_now c WHERE c.conditions IS NOT NULL
  ),
  special_member AS MATERIALIZED (SELECT m.* FROM touch_member m JOIN special s ON s.subject = m.subject),
  grp AS MATERIALIZED (
    SELECT row_number() OVER () AS grp, dense_rank() OVER (ORDER BY g.purposes, g.bases, g.part) AS claim, g.*
    FROM (
      SELECT w.touch, w.purposes, w.bases, NULL::bigint AS part, array_agg(w.part) AS parts,
        min(w.first_at) AS first_at,
        max(w.last_at) AS last_at
      FROM wanting w
      GROUP BY w.touch, w.purposes, w.bases
      UNION ALL
      SELECT w.touch, w.purposes, w.bases, min(w.part), array_agg(w.part), min(w.first_at), max(w.last_at)
      FROM wanting w
      JOIN part p ON p.part = w.part
      WHERE w.touch IN (SELECT m.touch FROM special_member m)
      GROUP BY w.touch, w.purposes, w.bases, p.permit, p.held, p.names, p.is_care, p.assets,
        CASE
          WHEN EXISTS (SELECT FROM consent_now c WHERE c.conditions IS NOT NULL)
            OR w.reach IN (SELECT r.reach FROM reached_subject r) THEN w.reach
        END
    ) g
  ),
  grp_member AS MATERIALIZED (
    SELECT g.grp, g.claim, m.subject, m.starts, m.ends, g.first_at, g.last_at
    FROM touch_member m
    JOIN grp g ON g.touch = m.touch AND g.part IS NULL
    WHERE m.subject NOT IN (SELECT s.subject FROM special s)
    UNION ALL
    SELECT g.grp, g.claim, m.subject, m.starts, m.ends, g.first_at, g.last_at
    FROM special_member m
    JOIN grp g ON g.touch = m.touch AND g.part IS NOT NULL
  ),
  -- Each purpose of a claim, NULL for one that nobody recorded or knows.
  wanted AS MATERIALIZED (
    SELECT c.claim, c.part, c.bases, coalesce(w.no, 1) AS no, coalesce(w.purpose, '') AS said, t.narrow AS purpose
    FROM (SELECT DISTINCT g.claim, g.part, g.bases, g.purposes FROM grp g) c
    LEFT JOIN LATERAL unnest(c.purposes) WITH ORDINALITY AS w (purpose, no) ON true
    LEFT JOIN term t ON t.narrow = w.purpose AND t.broad = w.purpose
  ),
  -- What consents say of it …
  pattern AS MATERIALIZED (
    SELECT row_number() OVER () AS pattern, p.*
    FROM (SELECT DISTINCT c.state, c.purposes, c.withdrawn FROM consent_now c) p
  ),
  outcome AS MATERIALIZED (
    SELECT p.pattern, d.said, b.bit, b.code
    FROM pattern p
    CROSS JOIN (SELECT DISTINCT coalesce(w.purpose, '') AS said FROM wanted w) d
    JOIN bit b ON b.code = consent_reason(p.state, p.purposes, p.withdrawn, nullif(d.said, ''))
  ),
  -- What each subject's consent said, from one change to the next: pattern 0 is nothing.
  consenting AS MATERIALIZED (
    SELECT c.subject, min(c.consent) = max(c.consent) AS is_once, min(c.starts) AS first_at
    FROM consent_now c
    GROUP BY c.subject
  ),
  consent_line AS MATERIALIZED (
    SELECT c.subject, p.pattern, c.starts, c.ends, c.consent, c.given_idx, c.conditions, c.recorded_at
    FROM consent_now c
    JOIN pattern p ON p.state = c.state AND p.purposes = c.purposes AND p.withdrawn = c.withdrawn
    UNION ALL
    SELECT n.subject, 0, '-infinity', n.first_at, NULL, NULL, NULL, NULL
    FROM consenting n
    WHERE n.first_at > '-infinity'
    UNION ALL
    SELECT DISTINCT m.subject, 0, '-infinity'::timestamptz, NULL::timestamptz, NULL, NULL::bigint, NULL::text[],
      NULL::timestamptz
    FROM touch_member m
    WHERE m.subject NOT IN (SELECT n.subject FROM consenting n)
  ),
  -- Most subjects stand where all stand whose consent says the same: that is worked out once for each claim. Alone
  -- stands who has several consents, or took back a purpose of the claim, since it matters when; and those of whom
  -- something special is recorded that bears on the claim.
  taking AS MATERIALIZED (
    SELECT DISTINCT w.claim, o.pattern
    FROM wanted w
    JOIN outcome o ON o.said = coalesce(w.purpose, '')
    WHERE o.code IN ('consent-withdrawn', 'purpose-partly-withdrawn')
  ),
  claimed AS MATERIALIZED (
    SELECT DISTINCT m.claim, m.subject
    FROM grp_member m
    JOIN (
      SELECT s.subject FROM special s
      UNION
      SELECT n.subject FROM consenting n WHERE NOT n.is_once
      UNION
      SELECT l.subject FROM consent_line l WHERE l.pattern IN (SELECT t.pattern FROM taking t)
    ) c ON c.subject = m.subject
  ),
  special_claim AS MATERIALIZED (SELECT DISTINCT g.claim, g.part FROM grp g WHERE g.part IS NOT NULL),
  forbidden AS MATERIALIZED (
    SELECT g.claim, s.subject, s.purpose, s.starts, s.ends, b.bit
    FROM (
      SELECT array_agg(g.part) AS parts, array_agg(c.subject) AS subjects
      FROM claimed c
      JOIN special_claim g ON g.claim = c.claim
    ) c
    CROSS JOIN LATERAL subject_reason(p_parts, c.parts, c.subjects) s
    JOIN special_claim g ON g.part = s.part
    JOIN bit b ON b.code = s.code
  ),
  alone AS MATERIALIZED (
    SELECT DISTINCT c.claim, c.subject
    FROM consent_line l
    JOIN claimed c ON c.subject = l.subject
    JOIN taking t ON t.claim = c.claim AND t.pattern = l.pattern
    UNION
    SELECT c.claim, c.subject
    FROM claimed c
    JOIN consenting n ON n.subject = c.subject AND NOT n.is_once
    UNION
    SELECT f.claim, f.subject FROM forbidden f
    UNION
    SELECT c.claim, c.subject
    FROM claimed c
    JOIN special_claim g ON g.claim = c.claim
    JOIN (
      SELECT r.subject FROM reached_subject r
      UNION
      SELECT n.subject FROM consent_now n WHERE n.conditions IS NOT NULL
    ) o ON o.subject = c.subject
  ),
  -- Those who stand together stand as if they were one subject.
  patterned AS MATERIALIZED (
    SELECT p.claim, p.pattern, (chr(31) || p.pattern) COLLATE "C" AS subject
    FROM (
      SELECT DISTINCT g.claim, t.pattern
      FROM (
        SELECT DISTINCT m.touch, l.pattern FROM touch_member m JOIN consent_line l ON l.subject = m.subject
      ) t
      JOIN grp g ON g.touch = t.touch
    ) p
  ),
  claimed_consent AS MATERIALIZED (
    SELECT a.claim, l.subject, l.pattern, l.consent, l.starts, l.ends, l.given_idx, l.conditions, l.recorded_at
    FROM consent_line l
    JOIN alone a ON a.subject = l.subject
    WHERE l.pattern > 0
  ),
  consented AS MATERIALIZED (
    SELECT c.claim, c.subject, w.part, w.no, o.bit, o.code, c.consent, c.starts, c.ends, c.given_idx, c.conditions,
      c.recorded_at
    FROM claimed_consent c
    JOIN wanted w ON w.claim = c.claim
    JOIN outcome o ON o.pattern = c.pattern AND o.said = coalesce(w.purpose, '')
  ),
  withdrawn AS MATERIALIZED (
    SELECT c.claim, c.subject, c.no, c.bit, c.starts, c.ends, first_value(c.starts) OVER w AS since,
      first_value(c.recorded_at) OVER w AS recorded_at
    FROM consented c
    WHERE c.code = 'consent-withdrawn'
    WINDOW w AS (PARTITION BY c.claim, c.subject, c.no, c.consent, c.given_idx ORDER BY c.starts)
  ),
  bound AS MATERIALIZED (
    SELECT c.claim, c.subject, c.no, c.consent, c.bit, tstzrange(c.starts, c.ends) AS span,
      tstzrange(k.starts, k.ends) AS unmet, b.bit AS reason, b.bit & m.denying <> 0 AS is_wrong
    FROM (SELECT c.* FROM consented c WHERE c.conditions IS NOT NULL AND c.code = 'consent') c
    CROSS JOIN mask m
    JOIN part p ON p.part = c.part
    CROSS JOIN LATERAL unnest(c.conditions) AS n (condition)
    CROSS JOIN LATERAL condition_reason(n.condition, p.purposes, p.organisation, p.held) k
    JOIN bit b ON b.code = k.reason
  ),
  consent_element AS MATERIALIZED (
    SELECT c.claim, c.subject, c.no, c.starts, c.ends, c.bit, NULL::timestamptz AS since
    FROM consented c
    LEFT JOIN (SELECT DISTINCT b.claim, b.subject, b.no, b.consent, lower(b.span) AS starts FROM bound b) b
      ON b.claim = c.claim AND b.subject = c.subject AND b.no = c.no AND b.consent = c.consent AND b.starts = c.starts
    WHERE c.code <> 'consent-withdrawn' AND b.claim IS NULL
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
      SELECT b.claim, b.subject, b.no, b.consent, b.bit, b.span, range_agg(b.unmet) AS unmet
      FROM bound b
      GROUP BY b.claim, b.subject, b.no, b.consent, b.bit, b.span
    ) b
    CROSS JOIN LATERAL unnest(tstzmultirange(b.span) - b.unmet) AS s (span)
    UNION ALL
    -- One condition that isn't met fails the consent, whatever isn't known of the others.
    SELECT b.claim, b.subject, b.no, lower(s.span), upper(s.span), b.reason, NULL
    FROM bound b
    LEFT JOIN LATERAL (
      SELECT range_agg(w.unmet) AS spans
      FROM bound w
      WHERE w.is_wrong AND NOT b.is_wrong AND w.claim = b.claim AND w.subject = b.subject AND w.no = b.no
        AND w.consent = b.consent AND w.span = b.span
    ) w ON true
    CROSS JOIN LATERAL unnest(tstzmultirange(b.span * b.unmet) - coalesce(w.spans, '{}')) AS s (span)
    WHERE b.span && b.unmet
  ),
  -- … and other bases: of all members, or of one subject.
  wanted_base AS MATERIALIZED (
    SELECT w.claim, NULL::text COLLATE "C" AS subject, w.no, n.base, coalesce(w.purpose, '') AS purpose,
      NULL::timestamptz AS starts, NULL::timestamptz AS ends
    FROM wanted w
    CROSS JOIN LATERAL unnest(w.bases) AS n (base)
    UNION ALL
    SELECT w.claim, r.subject, w.no, r.base, coalesce(w.purpose, ''), r.starts, r.ends
    FROM wanted w
    JOIN wanting n ON n.part = w.part
    JOIN reached_subject r ON r.reach = n.reach
    WHERE r.part IS NULL OR r.part = w.part
  ),
  base_said AS MATERIALIZED (
    SELECT w.base, w.purpose, k.bit
    FROM (SELECT DISTINCT w.base, w.purpose FROM wanted_base w) w
    JOIN base b ON b.base = abs(w.base)
    CROSS JOIN LATERAL (
      SELECT basis_reason(b.article6, b.article9, b.purposes, nullif(w.purpose, '')) AS code OFFSET 0
    ) o
    JOIN bit k ON k.code = CASE
      WHEN w.base > 0 THEN o.code
      WHEN o.code <> 'vocabularies-differ' THEN 'organisation-unknown' END
  ),
  base_element AS MATERIALIZED (
    SELECT w.claim, w.subject, w.no, greatest(b.starts, w.starts) AS starts, least(b.ends, w.ends) AS ends, s.bit,
      b.is_objectable AND w.base > 0 AS is_objectable, b.asserted_at
    FROM wanted_base w
    JOIN base_said s ON s.base = w.base AND s.purpose = w.purpose
    JOIN base b ON b.base = abs(w.base)
    WHERE least(b.ends, w.ends) > greatest(b.starts, w.starts) IS NOT FALSE
  ),
  -- One subject's outcome. Where a claim has one purpose and a subject one consent, what the consent says is the
  -- outcome;
  -- else the time is divided wherever anything changes, and what is said then is put together.
  simple AS MATERIALIZED (
    SELECT w.claim FROM wanted w GROUP BY w.claim HAVING count(*) = 1 AND bool_and(w.part IS NULL AND w.bases = '{}')
  ),
  divided AS MATERIALIZED (
    SELECT a.claim, a.subject
    FROM alone a
    LEFT JOIN simple s ON s.claim = a.claim
    LEFT JOIN consenting n ON n.subject = a.subject
    WHERE s.claim IS NULL OR NOT n.is_once
    UNION ALL
    SELECT p.claim, p.subject FROM patterned p
  ),
  element AS MATERIALIZED (
    SELECT d.claim, d.subject, e.no, e.starts, e.ends, e.bit, 'consent' AS said_by, false AS is_objectable,
      e.since AS at
    FROM divided d
    JOIN consent_element e ON e.claim = d.claim AND e.subject = d.subject
    UNION ALL
    SELECT p.claim, p.subject, w.no, '-infinity', NULL, o.bit, 'consent', false, NULL
    FROM patterned p
    JOIN wanted w ON w.claim = p.claim
    JOIN outcome o ON o.pattern = p.pattern AND o.said = coalesce(w.purpose, '')
    UNION ALL
    SELECT d.claim, d.subject, e.no, e.starts, e.ends, e.bit, 'basis', e.is_objectable, e.asserted_at
    FROM divided d
    JOIN base_element e ON e.claim = d.claim
    WHERE e.subject IS NULL OR e.subject = d.subject
    UNION ALL
    SELECT d.claim, d.subject, c.no, c.starts, NULL, 0, 'withdrawal', false, c.starts
    FROM divided d
    JOIN consented c ON c.claim = d.claim AND c.subject = d.subject
    WHERE c.code IN ('consent-withdrawn', 'purpose-partly-withdrawn')
    UNION ALL
    SELECT d.claim, d.subject, e.no, e.ends, NULL, m.ended, 'ended', false, NULL
    FROM divided d
    JOIN base_element e ON e.claim = d.claim
    CROSS JOIN mask m
    WHERE (e.subject IS NULL OR e.subject = d.subject) AND e.ends IS NOT NULL AND e.bit IN (m.basis, m.article9)
    UNION ALL
    SELECT f.claim, f.subject, w.no, f.starts, f.ends, f.bit, 'objection', false, NULL
    FROM forbidden f
    JOIN wanted w ON w.claim = f.claim AND w.said = f.purpose
    UNION ALL
    SELECT f.claim, f.subject, 0, f.starts, f.ends, f.bit, 'forbidden', false, NULL
    FROM forbidden f
    WHERE f.purpose IS NULL
  ),
  segment AS MATERIALIZED (
    SELECT p.claim, p.subject, p.at, lead(p.at) OVER (PARTITION BY p.claim, p.subject ORDER BY p.at) AS next_at
    FROM (
      SELECT d.claim, d.subject, '-infinity'::timestamptz AS at FROM divided d
      UNION
      SELECT e.claim, e.subject, e.starts FROM element e
      UNION
      SELECT e.claim, e.subject, e.ends FROM element e WHERE e.ends IS NOT NULL
    ) p
  ),
  said AS MATERIALIZED (
    SELECT s.claim, s.subject, s.at, s.next_at, e.no, e.bit, e.said_by, e.is_objectable, e.at AS since
    FROM segment s
    JOIN element e ON e.claim = s.claim AND e.subject = s.subject
    WHERE e.starts <= s.at AND (e.ends IS NULL OR e.ends > s.at)
  ),
  purpose_said AS (
    SELECT s.claim, s.subject, s.at, s.next_at, s.no,
      coalesce(bit_or(s.bit) FILTER (WHERE s.said_by = 'consent'), 0) AS consent,
      coalesce(bit_or(s.bit) FILTER (WHERE s.said_by = 'basis' AND NOT s.is_objectable), 0) AS basis,
      coalesce(bit_or(s.bit) FILTER (WHERE s.said_by = 'basis' AND s.is_objectable), 0) AS objectable,
      coalesce(bit_or(s.bit) FILTER (WHERE s.said_by = 'ended'), 0) AS ended,
      coalesce(bit_or(s.bit) FILTER (WHERE s.said_by = 'objection'), 0) AS objection,
      min(s.since) FILTER (WHERE s.said_by = 'withdrawal') AS withdrawn_at,
      min(s.since) FILTER (WHERE s.said_by = 'basis' AND NOT s.is_objectable AND s.bit = m.basis) AS basis_at,
      min(s.since) FILTER (WHERE s.said_by = 'basis' AND s.is_objectable AND s.bit = m.basis) AS objectable_at
    FROM (
      SELECT s.claim, s.subject, s.at, s.next_at, s.no, s.bit, s.said_by, s.is_objectable, s.since
      FROM said s
      WHERE s.no > 0
      UNION ALL
      SELECT s.claim, s.subject, s.at, s.next_at, w.no, 0, 'nobody', false, NULL
      FROM segment s
      JOIN wanted w ON w.claim = s.claim
    ) s
    CROSS JOIN mask m
    GROUP BY s.claim, s.subject, s.at, s.next_at, s.no
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
      SELECT s.consent | s.ended | s.basis & ~m.basis
        | CASE WHEN s.basis & m.basis <> 0 THEN m.swapped ELSE 0 END
        | CASE
            WHEN s.objectable & m.objectable <> 0 AND s.objection & m.denying <> 0
              THEN s.objectable & ~m.objectable | s.objection & m.denying
            WHEN s.objectable & m.objectable <> 0 AND s.objection <> 0 THEN s.objectable & ~m.basis | s.objection
            ELSE s.objectable & ~m.basis | CASE WHEN s.objectable & m.basis <> 0 THEN m.swapped ELSE 0 END
          END AS said
    ) r
  ),
  found AS MATERIALIZED (
    SELECT g.claim, g.subject, g.at, g.next_at, bit_or(g.bit) AS bits
    FROM (
      SELECT g.claim, g.subject, g.at, g.next_at, g.bit FROM purpose_ground g
      UNION ALL
      SELECT s.claim, s.subject, s.at, s.next_at, s.bit FROM said s WHERE s.no = 0
    ) g
    GROUP BY g.claim, g.subject, g.at, g.next_at
  ),
  -- What leaves it open stands beside a want of consent, which a permit may heal; it is counted for that alone.
  found_span AS MATERIALIZED (
    SELECT f.claim, f.subject, f.at AS starts, f.next_at AS ends, true AS is_counted,
      CASE WHEN o.bit = m.consent AND f.bits & m.basis <> 0 THEN m.both_grounds ELSE o.bit END AS bit
    FROM found f
    CROSS JOIN mask m
    CROSS JOIN LATERAL (SELECT (f.bits & ~m.excepted) & -(f.bits & ~m.excepted) AS bit) o
    WHERE o.bit <> m.unasked
    UNION ALL
    SELECT f.claim, f.subject, f.at, f.next_at, true, m.excepted
    FROM found f
    CROSS JOIN mask m
    WHERE f.bits & m.excepted <> 0
    UNION ALL
    SELECT f.claim, f.subject, f.at, f.next_at, false, (f.bits & m.open) & -(f.bits & m.open)
    FROM found f
    CROSS JOIN mask m
    WHERE f.bits & m.open <> 0 AND (f.bits & ~m.excepted) & -(f.bits & ~m.excepted) IN (m.unasked, m.outside)
  ),
  claim_span AS MATERIALIZED (
    SELECT e.claim, e.subject, e.starts, e.ends, true AS is_counted, e.bit
    FROM consent_element e
    JOIN simple s ON s.claim = e.claim
    JOIN consenting n ON n.subject = e.subject AND n.is_once
    UNION ALL
    SELECT f.claim, f.subject, f.starts, f.ends, f.is_counted, f.bit
    FROM found_span f
    WHERE left(f.subject, 1) <> chr(31)
  ),
  pattern_span AS MATERIALIZED (
    SELECT p.claim, p.pattern, f.starts, f.ends, f.is_counted, f.bit
    FROM patterned p
    JOIN found_span f ON f.claim = p.claim AND f.subject = p.subject
  ),
  -- How many of a group have each reason from when to when; times before its first act and after its last don't
  -- matter. Reason 0: they are touched.
  held AS (
    SELECT h.grp, h.bit, h.is_counted, CASE WHEN h.starts > h.first_at THEN h.starts ELSE '-infinity' END AS starts,
      CASE WHEN h.ends <= h.last_at THEN h.ends END AS ends, count(*) AS n
    FROM (
      SELECT m.grp, c.bit, c.is_counted, m.first_at, m.last_at, greatest(m.starts, c.starts) AS starts,
        least(m.ends, c.ends) AS ends
      FROM grp_member m
      JOIN claim_span c ON c.claim = m.claim AND c.subject = m.subject
      UNION ALL
      SELECT m.grp, c.bit, c.is_counted, m.first_at, m.last_at, greatest(m.starts, c.starts), least(m.ends, c.ends)
      FROM (
        SELECT m.grp, m.claim, m.first_at, m.last_at, l.pattern, greatest(m.starts, l.starts) AS starts,
          least(m.ends, l.ends) AS ends
        FROM grp_member m
        LEFT JOIN alone a ON a.claim = m.claim AND a.subject = m.subject
        JOIN consent_line l ON l.subject = m.subject
        WHERE a.claim IS NULL AND l.starts <= m.last_at AND (l.ends IS NULL OR l.ends > m.first_at)
        OFFSET 0
      ) m
      JOIN pattern_span c ON c.claim = m.claim AND c.pattern = m.pattern
      UNION ALL
      SELECT m.grp, 0, true, m.first_at, m.last_at, m.starts, m.ends FROM grp_member m
    ) h
    WHERE h.starts <= h.last_at AND (h.ends IS NULL OR h.ends > h.starts AND h.ends > h.first_at)
    GROUP BY 1, 2, 3, 4, 5
  )
  SELECT g.grp, g.parts, g.part IS NOT NULL, k.known, NULL::bigint, NULL::boolean, NULL::timestamptz,
    NULL::timestamptz, NULL::bigint
  FROM grp g
  JOIN (
    SELECT m.touch, s.subject IS NOT NULL AS is_special, count(DISTINCT m.subject) AS known
    FROM touch_member m
    LEFT JOIN special s ON s.subject = m.subject
    GROUP BY 1, 2
  ) k ON k.touch = g.touch AND k.is_special = (g.part IS NOT NULL)
  UNION ALL
  SELECT h.grp, NULL, NULL, NULL, h.bit, h.is_counted, h.starts, h.ends, h.n FROM held h
$$
