-- Each released version with what it stands on at the time asked about: for how many of its subjects consents in force
-- cover all the purposes that it was released for, for how many more another basis does, alone or with a consent, and
-- whether an exception of Art. 9(2) goes with it. A version without recorded purposes takes those of its dataset; where
-- these aren't recorded either, any counts that wasn't taken back. A basis names the version, its dataset, or the
-- subject, or is its controller's for these purposes. Known subjects are always judged; of those whom the release
-- states, but nobody recorded, nothing is known. A basis that was asserted after a subject took the purpose back,
-- in whole or in part, is no sure ground for that subject (EDPB Guidelines 05/2020).
WITH version AS MATERIALIZED (
  SELECT v.dataset, v.released_idx AS idx, greatest(v.subject_count, v.known) AS stated, v.known, v.is_incomplete,
    v.invalidated @> valid_at() AS is_invalid,
    coalesce(
      nullif(v.purposes, '{}'),
      (
        SELECT d.purposes FROM dataset_then d
        WHERE d.datasets @> ARRAY[v.name] AND d.verb IN ('created', 'described') AND d.purposes <> '{}'
        ORDER BY d.occurred_at DESC, d.idx DESC LIMIT 1
      )
    ) AS purposes
  FROM version_standing() v
  WHERE v.released_idx IS NOT NULL AND ($1::text IS NULL OR v.dataset = $1::text)
),
held AS MATERIALIZED (
  SELECT DISTINCT v.dataset, s.subject
  FROM version v
  CROSS JOIN LATERAL version_subject(v.dataset) s
  WHERE s.how <> 'not-taken-over' AND s.starts <= valid_at() AND (s.ends IS NULL OR s.ends > valid_at())
),
-- The purposes that a version needs a ground for; NULL is any.
wanted AS MATERIALIZED (
  SELECT v.dataset, p.purpose FROM version v LEFT JOIN LATERAL unnest(v.purposes) AS p (purpose) ON true
),
consent_ever AS MATERIALIZED (
  SELECT c.subject, c.state, c.purposes, c.withdrawn, c.starts, c.ends
  FROM consent_standing() c
  WHERE c.starts <= valid_at()
),
consent AS MATERIALIZED (
  SELECT c.subject, c.state, c.purposes, c.withdrawn
  FROM consent_ever c
  WHERE c.state = 'given' AND (c.ends IS NULL OR c.ends > valid_at())
),
kind AS MATERIALIZED (SELECT DISTINCT c.purposes, c.withdrawn FROM consent c),
agreed_kind AS MATERIALIZED (
  SELECT k.purposes, k.withdrawn, w.purpose
  FROM kind k
  CROSS JOIN (SELECT DISTINCT w.purpose FROM wanted w) w
  WHERE consent_reason('given', k.purposes, k.withdrawn, w.purpose) IN ('consent', 'purpose-unknown')
),
agreed AS MATERIALIZED (
  SELECT DISTINCT c.subject, k.purpose
  FROM consent c
  JOIN agreed_kind k ON k.purposes = c.purposes AND k.withdrawn IS NOT DISTINCT FROM c.withdrawn
),
-- When a purpose, or something that it holds, was first taken back.
taken_kind AS MATERIALIZED (
  SELECT k.*, w.purpose
  FROM (SELECT DISTINCT c.state, c.purposes, c.withdrawn FROM consent_ever c) k
  CROSS JOIN (SELECT DISTINCT w.purpose FROM wanted w) w
  WHERE consent_reason(k.state, k.purposes, k.withdrawn, w.purpose)
    IN ('consent-withdrawn', 'purpose-partly-withdrawn')
),
withdrawal AS MATERIALIZED (
  SELECT c.subject, k.purpose, min(c.starts) AS at
  FROM consent_ever c
  JOIN taken_kind k ON k.state = c.state AND k.purposes IS NOT DISTINCT FROM c.purposes
    AND k.withdrawn IS NOT DISTINCT FROM c.withdrawn
  GROUP BY c.subject, k.purpose
),
basis AS MATERIALIZED (
  SELECT v.dataset, b.subject, b.article6, b.article9, b.national_law, b.purposes, b.asserted_at, b.idx
  FROM version v
  JOIN basis_standing() b ON b.permit IS NULL AND (
    names_version(b.dataset, v.dataset)
    OR b.dataset IS NULL AND b.subject IS NOT NULL
    OR b.dataset IS NULL AND b.subject IS NULL AND b.controller IN (
      SELECT d.controller FROM dataset_controller() d WHERE d.dataset = split_part(v.dataset, '@', 1)
    )
  )
  WHERE b.article6 <> 'eu-gdpr:A6-1-a' AND b.starts <= valid_at() AND (b.ends IS NULL OR b.ends > valid_at())
),
carrying AS MATERIALIZED (
  SELECT DISTINCT b.dataset, b.subject, w.purpose, b.article9 IS NOT NULL AS has_exception, b.asserted_at, b.idx
  FROM basis b
  JOIN wanted w ON w.dataset = b.dataset
  WHERE w.purpose IS NULL
    OR basis_reason(b.article6, b.article9, b.purposes, w.purpose) IN ('other-basis', 'article9-missing')
),
-- For each subject and purpose: a consent, else a basis with an exception, else one without; NULL where there is none.
ground AS MATERIALIZED (
  SELECT h.dataset, h.subject, w.purpose,
    CASE
      WHEN a.subject IS NOT NULL THEN 'consent'
      WHEN b.is_swapped THEN 'swapped'
      WHEN b.has_exception THEN 'basis'
      WHEN b.has_exception IS NOT NULL THEN 'basis-without-exception'
    END AS ground
  FROM held h
  JOIN wanted w ON w.dataset = h.dataset
  LEFT JOIN agreed a ON a.subject = h.subject AND a.purpose IS NOT DISTINCT FROM w.purpose
  LEFT JOIN withdrawal d ON d.subject = h.subject AND d.purpose IS NOT DISTINCT FROM w.purpose
  LEFT JOIN LATERAL (
    SELECT c.has_exception, d.at < c.asserted_at IS TRUE AS is_swapped
    FROM carrying c
    WHERE a.subject IS NULL AND c.dataset = h.dataset AND (c.subject IS NULL OR c.subject = h.subject)
      AND c.purpose IS NOT DISTINCT FROM w.purpose
    ORDER BY d.at < c.asserted_at IS TRUE, NOT c.has_exception
    LIMIT 1
  ) b ON true
),
grounded AS MATERIALIZED (
  SELECT g.dataset, g.subject, bool_and(g.ground IS NOT NULL) AS is_whole, bool_and(g.ground = 'consent') AS by_consent,
    bool_or(g.ground = 'swapped') AS is_swapped, bool_or(g.ground = 'basis-without-exception') AS lacks_exception
  FROM ground g
  GROUP BY g.dataset, g.subject
),
counted AS (
  SELECT g.dataset, count(*) FILTER (WHERE g.is_whole AND g.by_consent) AS by_consent,
    count(*) FILTER (WHERE g.is_whole AND NOT g.by_consent) AS by_other,
    count(*) FILTER (WHERE NOT g.is_whole) AS without,
    count(*) FILTER (WHERE NOT g.is_whole AND c.subject IS NOT NULL) AS agreed_else,
    coalesce(bool_or(g.is_swapped AND g.is_whole), false) AS is_swapped,
    coalesce(bool_or(g.lacks_exception AND g.is_whole), false) AS lacks_exception
  FROM grounded g
  LEFT JOIN (
    SELECT DISTINCT c.subject FROM consent c
    WHERE consent_reason('given', c.purposes, c.withdrawn, NULL) = 'purpose-unknown'
  ) c ON c.subject = g.subject
  GROUP BY g.dataset
),
approval AS (
  SELECT v.dataset, array_agg(DISTINCT e.reference ORDER BY e.reference) AS names, array_agg(e.idx) AS entries
  FROM version v
  JOIN ethics_then e ON e.verb = 'approved' AND e.datasets && ARRAY[v.dataset, split_part(v.dataset, '@', 1)]
    AND e.valid_from <= valid_at() AND (e.valid_until IS NULL OR e.valid_until > valid_at())
  WHERE NOT EXISTS (
    SELECT FROM ethics_then x
    WHERE x.verb = 'expired' AND x.reference = e.reference AND coalesce(x.effective_at, x.occurred_at) <= valid_at()
      AND coalesce(x.effective_at, x.occurred_at) >= e.valid_from
  )
  GROUP BY v.dataset
),
assessment AS (
  SELECT v.dataset, array_agg(DISTINCT a.reference ORDER BY a.reference) AS names, array_agg(a.idx) AS entries
  FROM version v
  JOIN dpia_then a ON a.datasets && ARRAY[v.dataset, split_part(v.dataset, '@', 1)]
  GROUP BY v.dataset
),
contract AS (
  SELECT v.dataset, array_agg(DISTINCT a.agreement ORDER BY a.agreement) AS names, array_agg(DISTINCT a.idx) AS entries
  FROM version v
  JOIN agreement_standing() a ON a.datasets && ARRAY[v.dataset, split_part(v.dataset, '@', 1)]
    AND a.starts <= valid_at() AND (a.ends IS NULL OR a.ends > valid_at())
  GROUP BY v.dataset
),
law AS (
  SELECT b.dataset, array_agg(DISTINCT b.article6) AS article6,
    array_remove(array_agg(DISTINCT b.article9), NULL) AS article9,
    array_remove(array_agg(DISTINCT b.national_law), NULL) AS national_law, (array_agg(DISTINCT b.idx))[1:50] AS entries
  FROM basis b
  WHERE b.idx IN (SELECT c.idx FROM carrying c WHERE c.dataset = b.dataset)
    AND (b.subject IS NULL OR EXISTS (SELECT FROM held h WHERE h.dataset = b.dataset AND h.subject = b.subject))
  GROUP BY b.dataset
),
filled AS (
  SELECT v.*, coalesce(c.by_consent, 0) AS by_consent, coalesce(c.by_other, 0) AS by_other,
    coalesce(c.without, 0) AS without, coalesce(c.agreed_else, 0) AS agreed_else,
    coalesce(c.is_swapped, false) AS is_swapped, coalesce(c.lacks_exception, false) AS lacks_exception, l.article6,
    l.article9, l.national_law, e.names AS ethics, a.names AS dpia, g.names AS agreements,
    coalesce(l.entries, '{}') || coalesce(e.entries, '{}') || coalesce(a.entries, '{}') || coalesce(g.entries, '{}')
      || v.idx AS entries
  FROM version v
  LEFT JOIN counted c ON c.dataset = v.dataset
  LEFT JOIN law l ON l.dataset = v.dataset
  LEFT JOIN approval e ON e.dataset = v.dataset
  LEFT JOIN assessment a ON a.dataset = v.dataset
  LEFT JOIN contract g ON g.dataset = v.dataset
)
SELECT f.dataset, f.stated AS subjects, f.by_consent, f.by_other AS by_other_basis, f.without AS without_basis,
  f.stated - f.known AS subjects_unknown, f.purposes, f.article6, f.article9, f.national_law,
  f.ethics AS ethics_approval, f.dpia, f.agreements,
  array_remove(
    ARRAY[
      CASE WHEN f.is_incomplete THEN 'members' END,
      CASE WHEN f.without > 0 THEN 'a basis' END,
      CASE WHEN f.lacks_exception THEN 'an exception of Art. 9(2)' END,
      CASE WHEN f.is_swapped THEN 'a basis from before a withdrawal' END,
      CASE WHEN f.ethics IS NULL THEN 'ethics approval' END,
      CASE WHEN f.dpia IS NULL THEN 'impact assessment' END
    ],
    NULL
  ) AS gaps,
  CASE
    WHEN f.is_invalid THEN 'version-invalidated'
    WHEN f.without > 0 AND f.agreed_else = f.without THEN 'purpose-outside-consent'
    WHEN f.without > 0 THEN 'no-consent'
    WHEN f.is_incomplete THEN 'members-unknown'
    WHEN f.is_swapped THEN 'basis-after-withdrawal'
    WHEN f.lacks_exception THEN 'article9-missing'
    WHEN f.ethics IS NULL OR f.dpia IS NULL THEN 'documents-missing'
    WHEN f.by_other = 0 THEN 'consent'
    WHEN f.by_consent = 0 THEN 'other-basis'
    ELSE 'consent-and-other-basis'
  END AS reason,
  ARRAY(SELECT DISTINCT x FROM unnest(f.entries) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM filled f
ORDER BY f.dataset
