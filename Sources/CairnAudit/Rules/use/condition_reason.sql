-- When a condition of use isn't met, or nobody can tell whether it is: a row for each time in which that is so (GA4GH
-- DUO).
--
-- A condition is written TERM or TERM=VALUE[,VALUE]. An access says its purposes, who acted, through which versions,
-- under which permit and when; the ledger knows an organisation's country and ethics approvals. What none of these
-- says is undetermined. What binds only afterwards (publish, wait, return, collaborate) forbids nothing. A condition
-- that no rule knows is never passed over.
CREATE FUNCTION condition_reason(p_condition text, p_purposes text[], p_organisation text, p_versions text[])
RETURNS TABLE (reason text, starts timestamptz, ends timestamptz) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH said AS (
    SELECT split_part(p_condition, '=', 1) AS term,
      string_to_array(nullif(split_part(p_condition, '=', 2), ''), ',') AS values
  ),
  country AS (
    SELECT i.country
    FROM institution_then i
    WHERE i.organisation = p_organisation AND i.verb IN ('registered', 'updated')
    ORDER BY i.idx DESC
    LIMIT 1
  ),
  constant AS (
    SELECT CASE
      -- No restriction, general and clinical use, and what DUO has as headings: they allow.
      WHEN s.term IN ('DUO:0000001', 'DUO:0000004', 'DUO:0000017', 'DUO:0000042', 'DUO:0000043') THEN NULL
      -- Health research, ancestry research: purposes said in other vocabularies can't be held against them.
      WHEN s.term IN ('DUO:0000006', 'DUO:0000011') THEN
        CASE
          WHEN covers(ARRAY[s.term], p_purposes) THEN NULL
          WHEN EXISTS (SELECT FROM unnest(p_purposes) AS p (term) WHERE p.term NOT LIKE 'DUO:%')
            THEN 'vocabularies-differ'
          ELSE 'purpose-outside-consent'
        END
      WHEN s.term = 'DUO:0000007' THEN 'disease-unknown'
      WHEN s.term = 'DUO:0000044' THEN CASE WHEN 'DUO:0000011' = ANY (p_purposes)
        THEN 'condition-no-ancestry' ELSE 'ancestry-unknown' END
      WHEN s.term IN ('DUO:0000046', 'DUO:0000018') THEN
        CASE
          WHEN 'dpv:CommercialResearch' = ANY (p_purposes) THEN 'condition-non-commercial'
          WHEN s.term = 'DUO:0000046' AND covers(ARRAY['dpv:NonCommercialResearch'], p_purposes) THEN NULL
          WHEN covers(ARRAY['dpv:NonCommercialResearch'], p_purposes) THEN 'profit-unknown'
          ELSE 'commercial-unknown'
        END
      WHEN s.term = 'DUO:0000045' THEN 'profit-unknown'
      WHEN s.term = 'DUO:0000015' THEN 'methods-unknown'
      WHEN s.term IN ('DUO:0000019', 'DUO:0000020', 'DUO:0000024', 'DUO:0000029') THEN NULL
      WHEN s.term = 'DUO:0000022' THEN
        CASE
          WHEN s.values IS NULL OR NOT EXISTS (SELECT FROM country) THEN 'region-unknown'
          WHEN (SELECT c.country FROM country c) <> ALL (s.values) THEN 'condition-region'
        END
      WHEN s.term = 'DUO:0000028' THEN
        CASE
          WHEN s.values IS NULL OR p_organisation IS NULL THEN 'organisation-unknown'
          WHEN p_organisation <> ALL (s.values) THEN 'condition-institution'
        END
      WHEN s.term IN ('DUO:0000021', 'DUO:0000025') THEN NULL
      ELSE 'condition-unknown'
    END AS reason
    FROM said s
  ),
  approved AS (
    SELECT coalesce(range_agg(tstzrange(e.valid_from, least(e.valid_until, x.at))), '{}') AS spans
    FROM ethics_then e
    LEFT JOIN LATERAL (
      SELECT min(coalesce(x.effective_at, x.occurred_at)) AS at
      FROM ethics_then x
      WHERE x.verb = 'expired' AND x.committee = e.committee AND x.reference = e.reference AND x.idx > e.idx
    ) x ON true
    WHERE e.verb = 'approved' AND (e.valid_until IS NULL OR e.valid_until > e.valid_from)
      AND (x.at IS NULL OR x.at > e.valid_from)
      AND NOT EXISTS (
        SELECT FROM unnest(p_versions) AS v (version)
        WHERE NOT EXISTS (SELECT FROM unnest(e.datasets) AS n (named) WHERE names_version(n.named, v.version))
      )
  )
  SELECT c.reason, '-infinity'::timestamptz, NULL::timestamptz
  FROM constant c
  WHERE c.reason IS NOT NULL
  UNION ALL
  SELECT CASE WHEN d.at IS NULL THEN 'condition-unknown' ELSE 'condition-time' END, coalesce(d.at, '-infinity'), NULL
  FROM said s
  LEFT JOIN LATERAL regexp_match(
    s.values[1],
    '^([0-9]{4})-(0[1-9]|1[0-2])-([0-3][0-9])T([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])Z$'
  ) AS m ON true
  CROSS JOIN LATERAL (
    SELECT (make_date(m[1]::int, m[2]::int, 1) + (m[3]::int - 1) + make_time(m[4]::int, m[5]::int,
      m[6]::int)) AT TIME ZONE 'UTC' AS at
  ) d
  WHERE s.term = 'DUO:0000025'
  UNION ALL
  SELECT 'ethics-unknown', coalesce(lower(g.span), '-infinity'), upper(g.span)
  FROM said s
  CROSS JOIN approved a
  CROSS JOIN LATERAL unnest(tstzmultirange(tstzrange(NULL, NULL)) - a.spans) AS g (span)
  WHERE s.term = 'DUO:0000021'
$$
