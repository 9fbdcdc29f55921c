-- Every access of the period, judged. What subjects agreed to is not looked up access by access: for each dataset version and purpose that
-- occur, the times in which each subject is covered become steps of a count, and each access reads the count at its time.
WITH asked AS MATERIALIZED (
  SELECT a.idx, a.occurred_at, a.recorded_at, a.actor, a.actor_organisation, a.verb, a.datasets, a.purposes, a.permits[1] AS permit
  FROM access a
  WHERE a.verb IN ('queried', 'viewed', 'read', 'downloaded') AND a.idx < $1::bigint AND a.occurred_at <= $2::timestamptz
    AND ($3::text IS NULL OR a.occurred_at >= $3::timestamptz) AND ($4::text IS NULL OR a.occurred_at < $4::timestamptz)
    AND ($5::text IS NULL OR a.actor_organisation = $5::text) AND ($6::text IS NULL OR a.datasets @> ARRAY[$6::text])
    AND ($7::text IS NULL OR a.actor = $7::text)
),
touched AS MATERIALIZED (
  SELECT a.idx, a.occurred_at, d.dataset AS held, a.purposes, a.permit FROM asked a CROSS JOIN LATERAL unnest(a.datasets) AS d (dataset)
  UNION ALL
  SELECT a.idx, a.occurred_at, 'entry ' || a.idx, a.purposes, a.permit FROM asked a
  WHERE coalesce(cardinality(a.datasets), 0) = 0 AND EXISTS (SELECT FROM reference r WHERE r.idx = a.idx AND r.kind = 'subjects')
),
party AS MATERIALIZED (SELECT row_number() OVER () AS party, g.* FROM (SELECT DISTINCT t.held, t.purposes FROM touched t) g),
held AS MATERIALIZED (
  SELECT h.held, m.ref AS subject FROM (SELECT DISTINCT held FROM party WHERE held NOT LIKE 'entry %') h CROSS JOIN LATERAL members_of(h.held, 'subjects', $1::bigint) m
  UNION ALL
  SELECT h.held, r.ref FROM (SELECT DISTINCT held, substr(held, 7)::bigint AS idx FROM party WHERE held LIKE 'entry %') h
  JOIN reference r ON r.idx = h.idx AND r.kind = 'subjects'
),
holds AS MATERIALIZED (SELECT held, count(*) AS subjects FROM held GROUP BY held),
period AS MATERIALIZED (SELECT p.* FROM consent_period($1::bigint) p WHERE p.subject IN (SELECT subject FROM held) AND (p.ends IS NULL OR p.ends > p.starts)),
fits AS MATERIALIZED (
  SELECT o.purposes AS agreed, w.purposes AS wanted
  FROM (SELECT DISTINCT purposes FROM period) o CROSS JOIN (SELECT DISTINCT purposes FROM party WHERE purposes IS NOT NULL) w WHERE covers(o.purposes, w.purposes)
),
basis AS MATERIALIZED (SELECT b.* FROM basis_period($1::bigint) b WHERE b.article6 <> 'eu-gdpr:A6-1-a' AND (b.ends IS NULL OR b.ends > b.starts)),
erased AS MATERIALIZED (
  SELECT r.ref AS subject, min(s.occurred_at) AS at FROM subject s JOIN reference r ON r.idx = s.idx AND r.kind = 'subjects'
  WHERE s.verb = 'erased' AND s.idx < $1::bigint GROUP BY r.ref
),
member AS MATERIALIZED (SELECT p.party, p.held, p.purposes, h.subject FROM party p JOIN held h ON h.held = p.held),
covering AS MATERIALIZED (SELECT m.party, m.subject, c.starts, c.ends, c.ended_by, c.ended_idx, f.wanted IS NOT NULL AS fits FROM member m JOIN period c ON c.subject = m.subject
  LEFT JOIN fits f ON f.agreed = c.purposes AND f.wanted = m.purposes),
based AS MATERIALIZED (
  SELECT p.party, NULL::text AS subject, b.starts, b.ends FROM party p JOIN basis b ON b.dataset = p.held WHERE covers(b.purposes, p.purposes)
  UNION ALL
  SELECT m.party, m.subject, b.starts, b.ends FROM member m JOIN basis b ON b.subject = m.subject WHERE covers(b.purposes, m.purposes)
),
limited AS MATERIALIZED (SELECT r.* FROM restriction_period($1::bigint) r WHERE r.ends IS NULL OR r.ends > r.starts),
spans AS (
  SELECT c.party, c.subject, CASE WHEN c.fits THEN 'consent' ELSE 'other-purpose' END AS why, tstzrange(c.starts, c.ends) AS span FROM covering c
  UNION ALL
  SELECT c.party, c.subject, 'withdrawn', tstzrange(c.ends, NULL) FROM covering c WHERE c.fits AND c.ended_by = 'withdrawn'
  UNION ALL
  SELECT c.party, c.subject, 'late', tstzrange(c.ends, e.recorded_at) FROM covering c JOIN event e ON e.idx = c.ended_idx WHERE c.fits AND c.ended_by = 'withdrawn' AND e.recorded_at > c.ends
  UNION ALL
  SELECT m.party, m.subject, 'basis', tstzrange(b.starts, b.ends) FROM based b JOIN member m ON m.party = b.party WHERE b.subject IS NULL
  UNION ALL
  SELECT b.party, b.subject, 'basis', tstzrange(b.starts, b.ends) FROM based b WHERE b.subject IS NOT NULL
  UNION ALL
  SELECT m.party, m.subject, 'restricted', tstzrange(r.starts, r.ends) FROM member m JOIN limited r ON r.subject = m.subject
  UNION ALL
  SELECT m.party, m.subject, 'restricted', tstzrange(r.starts, r.ends) FROM member m JOIN limited r ON r.dataset = m.held
  UNION ALL
  SELECT m.party, m.subject, 'erased', tstzrange(e.at, NULL) FROM member m JOIN erased e ON e.subject = m.subject
),
whys AS (
  SELECT party, subject,
    coalesce(range_agg(span) FILTER (WHERE why = 'consent'), '{}') AS consent, coalesce(range_agg(span) FILTER (WHERE why = 'basis'), '{}') AS basis,
    coalesce(range_agg(span) FILTER (WHERE why = 'withdrawn'), '{}') AS withdrawn, coalesce(range_agg(span) FILTER (WHERE why = 'late'), '{}') AS late,
    coalesce(range_agg(span) FILTER (WHERE why = 'other-purpose'), '{}') AS elsewhere,
    coalesce(range_agg(span) FILTER (WHERE why = 'restricted'), '{}') AS restricted, coalesce(range_agg(span) FILTER (WHERE why = 'erased'), '{}') AS erased
  FROM spans GROUP BY party, subject
),
counted AS (
  SELECT w.party, k.kind, k.span FROM whys w CROSS JOIN LATERAL (
    SELECT 0, unnest(w.consent - w.restricted - w.erased)
    UNION ALL SELECT 1, unnest(w.basis - w.consent - w.restricted - w.erased)
    UNION ALL SELECT 2, unnest(w.withdrawn - w.consent - w.basis)
    UNION ALL SELECT 3, unnest(w.late - w.consent - w.basis)
    UNION ALL SELECT 4, unnest(w.elsewhere - w.consent - w.basis)
    UNION ALL SELECT 5, unnest(w.restricted)
    UNION ALL SELECT 6, unnest(w.erased)
  ) k (kind, span)
),
steps AS (
  SELECT party, kind, coalesce(lower(span), '-infinity') AS at, 1 AS step, NULL::bigint AS idx FROM counted
  UNION ALL SELECT party, kind, upper(span), -1, NULL FROM counted WHERE upper(span) IS NOT NULL
  UNION ALL SELECT p.party, NULL, t.occurred_at, 0, t.idx FROM touched t
  JOIN party p ON p.held = t.held AND p.purposes IS NOT DISTINCT FROM t.purposes
),
levels AS (
  SELECT s.party, s.idx, sum(s.step) FILTER (WHERE s.kind = 0) OVER w AS consent, sum(s.step) FILTER (WHERE s.kind = 1) OVER w AS basis,
    sum(s.step) FILTER (WHERE s.kind = 2) OVER w AS withdrawn, sum(s.step) FILTER (WHERE s.kind = 3) OVER w AS late,
    sum(s.step) FILTER (WHERE s.kind = 4) OVER w AS elsewhere, sum(s.step) FILTER (WHERE s.kind = 5) OVER w AS restricted,
    sum(s.step) FILTER (WHERE s.kind = 6) OVER w AS erased
  FROM steps s
  WINDOW w AS (PARTITION BY s.party ORDER BY s.at, s.idx NULLS FIRST ROWS UNBOUNDED PRECEDING)
),
judged AS (
  SELECT l.idx, sum(coalesce(h.subjects, 0))::bigint AS subjects, bool_or(h.subjects IS NULL) AS is_unknown, sum(coalesce(l.consent, 0))::bigint AS consent,
    sum(coalesce(l.basis, 0))::bigint AS basis, sum(coalesce(l.withdrawn, 0))::bigint AS withdrawn, sum(coalesce(l.late, 0))::bigint AS late,
    sum(coalesce(l.elsewhere, 0))::bigint AS elsewhere, sum(coalesce(l.restricted, 0))::bigint AS restricted, sum(coalesce(l.erased, 0))::bigint AS erased
  FROM levels l JOIN party p ON p.party = l.party LEFT JOIN holds h ON h.held = p.held
  WHERE l.idx IS NOT NULL GROUP BY l.idx
),
opted_out AS (
  SELECT x.held, x.permit, count(DISTINCT o.subject) AS subjects
  FROM (SELECT DISTINCT held, permit FROM touched WHERE permit IS NOT NULL) x
  JOIN permit_line($1::bigint) l ON l.permit = x.permit
  JOIN opt_out_period($1::bigint) o ON o.starts < l.approved_at AND (o.ends IS NULL OR o.ends > l.approved_at)
  JOIN held h ON h.held = x.held AND h.subject = o.subject
  WHERE NOT EXISTS (SELECT FROM opt_out e WHERE e.verb = 'exception-applied' AND e.permits @> ARRAY[x.permit] AND e.idx < $1::bigint)
  GROUP BY x.held, x.permit
),
refused AS (SELECT t.idx, sum(o.subjects)::bigint AS opted_out FROM touched t JOIN opted_out o ON o.held = t.held AND o.permit = t.permit GROUP BY t.idx),
permit_now AS MATERIALIZED (SELECT * FROM permit_line($1::bigint)),
term_now AS MATERIALIZED (SELECT * FROM permit_terms($1::bigint)),
person_now AS MATERIALIZED (SELECT * FROM permit_person($1::bigint)),
listed AS MATERIALIZED (SELECT DISTINCT permit FROM person_now),
allowed AS MATERIALIZED (
  SELECT t.permit, t.starts, t.ends, w.purposes, w.datasets, covers(t.purposes, w.purposes) AS has_purposes, t.datasets @> w.datasets OR coalesce(cardinality(w.datasets), 0) = 0 AS has_datasets
  FROM (SELECT DISTINCT permit, purposes, datasets FROM asked WHERE permit IS NOT NULL) w JOIN term_now t ON t.permit = w.permit
),
permitted AS (
  SELECT a.idx, l.issued_idx, l.active @> a.occurred_at AS is_active, t.has_datasets, t.has_purposes, n.permit IS NOT NULL AND a.actor IS NULL AS is_nameless, n.permit IS NULL OR a.actor IS NULL OR EXISTS (
    SELECT FROM person_now p WHERE p.permit = a.permit AND p.person = a.actor AND p.starts <= a.occurred_at AND (p.ends IS NULL OR p.ends > a.occurred_at)) AS has_person
  FROM asked a
  LEFT JOIN permit_now l ON l.permit = a.permit LEFT JOIN listed n ON n.permit = a.permit
  LEFT JOIN allowed t ON t.permit = a.permit AND t.purposes IS NOT DISTINCT FROM a.purposes AND t.datasets IS NOT DISTINCT FROM a.datasets
    AND t.starts <= a.occurred_at AND (t.ends IS NULL OR t.ends > a.occurred_at)
  WHERE a.permit IS NOT NULL
),
reasoned AS (
  SELECT a.*, j.subjects, j.consent, j.basis, greatest(j.subjects - j.consent - j.basis, f.opted_out) AS uncovered, p.issued_idx,
    CASE WHEN a.permit IS NULL THEN NULL WHEN p.issued_idx IS NULL THEN 'unknown' WHEN p.is_active THEN 'in force' ELSE 'not in force' END AS permit_state,
    CASE
      WHEN coalesce(cardinality(a.purposes), 0) = 0 THEN 'purpose-unknown'
      WHEN a.permit IS NOT NULL AND p.issued_idx IS NULL THEN 'permit-unknown'
      WHEN NOT p.is_active THEN 'permit-not-active'
      WHEN NOT p.has_datasets THEN 'dataset-outside-permit'
      WHEN NOT p.has_purposes THEN 'purpose-outside-permit'
      WHEN NOT p.has_person THEN 'person-outside-permit'
      WHEN j.idx IS NULL THEN 'subjects-unknown'
      WHEN j.is_unknown THEN 'members-unknown'
      WHEN j.erased > 0 THEN 'erased'
      WHEN j.restricted > 0 THEN 'restricted'
      WHEN f.opted_out > 0 THEN 'opted-out-before-approval'
      WHEN p.is_nameless AND j.consent + j.basis = j.subjects THEN 'person-unknown'
      WHEN j.consent = j.subjects THEN 'consent'
      WHEN j.basis = j.subjects THEN 'other-basis'
      WHEN j.consent + j.basis = j.subjects THEN 'consent-and-other-basis'
      WHEN j.late > 0 AND j.consent + j.basis + j.late >= j.subjects THEN 'consent-withdrawn-recorded-later'
      WHEN j.withdrawn > 0 THEN 'consent-withdrawn'
      WHEN j.elsewhere > 0 THEN 'purpose-outside-consent'
      ELSE 'no-consent' END AS reason
  FROM asked a LEFT JOIN judged j ON j.idx = a.idx LEFT JOIN permitted p ON p.idx = a.idx LEFT JOIN refused f ON f.idx = a.idx
)
SELECT r.occurred_at AS happened_at, r.recorded_at, r.actor_organisation AS organisation, r.actor AS person, r.verb AS mode, array_to_string(r.datasets, ', ') AS datasets,
  array_to_string(r.purposes, ', ') AS purposes, r.permit, r.permit_state, r.subjects, r.consent AS covered_by_consent, r.basis AS covered_by_other_basis,
  r.uncovered AS not_covered,
  CASE WHEN r.reason IN ('consent', 'other-basis', 'consent-and-other-basis') THEN 'covered'
    WHEN r.reason IN ('purpose-unknown', 'subjects-unknown', 'members-unknown', 'permit-unknown', 'person-unknown') THEN 'undetermined' ELSE 'not-covered' END AS verdict,
  r.reason, array_remove(ARRAY[r.issued_idx, r.idx], NULL) AS entries
FROM reasoned r
ORDER BY r.occurred_at, r.idx
