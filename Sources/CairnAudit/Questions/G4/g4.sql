-- Each released version with what it stands on at the time asked about.
WITH version AS MATERIALIZED (
  SELECT DISTINCT ON (d.datasets[1]) d.datasets[1] AS dataset, d.idx FROM dataset d
  WHERE d.verb = 'version-released' AND d.idx < $1::bigint AND d.occurred_at <= $2::timestamptz AND ($3::text IS NULL OR d.datasets @> ARRAY[$3::text]) ORDER BY d.datasets[1], d.idx
),
held AS MATERIALIZED (SELECT v.dataset, m.ref AS subject FROM version v CROSS JOIN LATERAL members_of(v.dataset, 'subjects', $1::bigint) m),
agreed AS MATERIALIZED (
  SELECT DISTINCT p.subject FROM consent_period($1::bigint) p
  WHERE p.subject IN (SELECT subject FROM held) AND p.starts <= $2::timestamptz AND (p.ends IS NULL OR p.ends > $2::timestamptz)
),
basis AS MATERIALIZED (
  SELECT b.* FROM basis_period($1::bigint) b WHERE b.article6 <> 'eu-gdpr:A6-1-a' AND b.starts <= $2::timestamptz AND (b.ends IS NULL OR b.ends > $2::timestamptz)
),
counted AS (
  SELECT h.dataset, count(*) AS subjects, count(*) FILTER (WHERE a.subject IS NOT NULL) AS by_consent,
    count(*) FILTER (WHERE a.subject IS NULL AND (EXISTS (SELECT FROM basis b WHERE b.dataset = h.dataset) OR EXISTS (SELECT FROM basis b WHERE b.subject = h.subject))) AS by_other
  FROM held h LEFT JOIN agreed a ON a.subject = h.subject GROUP BY h.dataset
),
told AS (
  SELECT v.dataset, v.idx, coalesce(c.subjects, 0) AS subjects, coalesce(c.by_consent, 0) AS by_consent, coalesce(c.by_other, 0) AS by_other,
    (SELECT array_agg(DISTINCT b.article6) FROM basis b WHERE b.dataset = v.dataset) AS article6, (SELECT array_agg(DISTINCT b.article9) FROM basis b WHERE b.dataset = v.dataset) AS article9,
    (SELECT string_agg(DISTINCT b.national_law, ', ') FROM basis b WHERE b.dataset = v.dataset) AS national_law, (SELECT array_agg(DISTINCT b.idx) FROM basis b WHERE b.dataset = v.dataset) AS basis_idx,
    e.reference AS ethics, e.idx AS ethics_idx, p.reference AS dpia, p.idx AS dpia_idx, g.agreement, g.idx AS agreement_idx
  FROM version v LEFT JOIN counted c ON c.dataset = v.dataset
  LEFT JOIN LATERAL (
    SELECT x.reference, x.idx FROM ethics x
    WHERE x.verb = 'approved' AND x.idx < $1::bigint AND (x.datasets @> ARRAY[v.dataset] OR x.datasets @> ARRAY[split_part(v.dataset, '@', 1)]) AND x.valid_from <= $2::timestamptz AND (x.valid_until IS NULL OR x.valid_until > $2::timestamptz)
      AND NOT EXISTS (SELECT FROM ethics y WHERE y.verb = 'expired' AND y.reference = x.reference AND y.idx < $1::bigint AND coalesce(y.effective_at, y.occurred_at) <= $2::timestamptz)
    ORDER BY x.idx DESC LIMIT 1) e ON true
  LEFT JOIN LATERAL (
    SELECT x.reference, x.idx FROM dpia x WHERE x.idx < $1::bigint AND x.occurred_at <= $2::timestamptz AND (x.datasets @> ARRAY[v.dataset] OR x.datasets @> ARRAY[split_part(v.dataset, '@', 1)]) ORDER BY x.idx DESC LIMIT 1) p ON true
  LEFT JOIN LATERAL (
    SELECT x.agreement, x.idx FROM agreement x
    WHERE x.verb IN ('signed', 'amended') AND x.idx < $1::bigint AND (x.datasets @> ARRAY[v.dataset] OR x.datasets @> ARRAY[split_part(v.dataset, '@', 1)]) AND coalesce(x.valid_from, x.occurred_at) <= $2::timestamptz AND (x.valid_until IS NULL OR x.valid_until > $2::timestamptz)
      AND NOT EXISTS (SELECT FROM agreement y WHERE y.verb = 'terminated' AND y.agreement = x.agreement AND y.idx < $1::bigint AND coalesce(y.effective_at, y.occurred_at) <= $2::timestamptz)
    ORDER BY x.idx DESC LIMIT 1) g ON true
)
SELECT t.dataset, t.subjects, t.by_consent, t.by_other AS by_other_basis, array_to_string(t.article6, ', ') AS article6, array_to_string(t.article9, ', ') AS article9, t.national_law,
  t.ethics AS ethics_approval, t.dpia, t.agreement AS agreements,
  nullif(concat_ws(', ', CASE WHEN t.subjects = 0 THEN 'members' END, CASE WHEN t.by_consent + t.by_other < t.subjects THEN 'a basis for ' || t.subjects - t.by_consent - t.by_other || CASE t.subjects - t.by_consent - t.by_other WHEN 1 THEN ' subject' ELSE ' subjects' END END,
    CASE WHEN t.by_other > 0 AND t.article9 IS NULL THEN 'an exception of Art. 9(2)' END, CASE WHEN t.ethics IS NULL THEN 'ethics approval' END, CASE WHEN t.dpia IS NULL THEN 'impact assessment' END), '') AS gaps,
  CASE WHEN t.subjects = 0 THEN 'undetermined' WHEN t.by_consent + t.by_other < t.subjects THEN 'not-covered' WHEN t.ethics IS NULL OR t.dpia IS NULL OR t.by_other > 0 AND t.article9 IS NULL THEN 'undetermined' ELSE 'covered' END AS verdict,
  CASE WHEN t.subjects = 0 THEN 'members-unknown' WHEN t.by_consent + t.by_other < t.subjects THEN 'no-consent' WHEN t.ethics IS NULL OR t.dpia IS NULL OR t.by_other > 0 AND t.article9 IS NULL THEN 'incomplete'
    WHEN t.by_other = 0 THEN 'consent' WHEN t.by_consent = 0 THEN 'other-basis' ELSE 'consent-and-other-basis' END AS reason,
  ARRAY(SELECT DISTINCT x FROM unnest(coalesce(t.basis_idx, '{}') || ARRAY[t.idx, t.ethics_idx, t.dpia_idx, t.agreement_idx]) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM told t ORDER BY t.dataset
