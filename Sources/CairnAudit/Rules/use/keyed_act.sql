-- The acts of use that are asked about, each with a key: acts with the same key differ only in time and person.
-- Provision is no use, and a release that was approved as holding no personal data is none of persons' data. What says
-- no purpose may have those of its permit (lent_purpose). Care is an act that names a basis with Art. 9(2)(h) which
-- stood then. The key is what the act says: mode, organisation, on whose behalf, basis, recipient, whether it is care,
-- datasets, purposes, permits, and whom and what it names itself. No id or term has a control character, so that
-- use_part can take it apart again.
CREATE FUNCTION keyed_act(
  p_from timestamptz, p_to timestamptz, p_organisation text, p_dataset text, p_actor text, p_permit text, p_subject text
) RETURNS TABLE (
  idx bigint, occurred_at timestamptz, recorded_at timestamptz, actor text, key text)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH asked AS NOT MATERIALIZED (
    SELECT a.idx, a.occurred_at, a.recorded_at, a.kind, a.mode, a.actor, a.organisation, a.on_behalf, a.datasets,
      a.purposes,
      a.permits,
      a.basis, a.recipient
    FROM act a
    WHERE a.kind <> 'provision'
      AND (p_from IS NULL OR a.occurred_at >= p_from)
      AND (p_to IS NULL OR a.occurred_at < p_to)
      AND (p_organisation IS NULL OR a.organisation = p_organisation COLLATE "C")
      AND (
        p_dataset IS NULL
        OR a.datasets && ARRAY[p_dataset COLLATE "C", split_part(p_dataset, '@', 1) COLLATE "C"]
      )
      AND (p_actor IS NULL OR a.actor = p_actor COLLATE "C")
      AND (p_permit IS NULL OR a.permits @> ARRAY[p_permit COLLATE "C"])
      AND (p_subject IS NULL OR a.idx IN (SELECT s.idx FROM subject_act(p_subject) s))
      AND (
        a.kind <> 'egress'
        OR NOT EXISTS (
          SELECT
          FROM egress_then e
          WHERE e.egress = a.egress AND e.verb = 'approved' AND e.personal IS FALSE AND e.occurred_at <= a.occurred_at
        )
      )
  ),
  pointing AS MATERIALIZED (
    SELECT a.idx, concat(
        string_agg(DISTINCT r.ref, chr(31)) FILTER (WHERE r.kind = 'subjects'), chr(30),
        string_agg(DISTINCT r.ref, chr(31)) FILTER (WHERE r.kind = 'assets')
      ) AS pointer
    FROM asked a
    JOIN reference_known r ON r.idx = a.idx AND r.kind IN ('subjects', 'assets')
    GROUP BY a.idx
  ),
  lent AS MATERIALIZED (SELECT l.idx, l.purposes FROM lent_purpose() l),
  caring AS MATERIALIZED (
    SELECT b.basis, b.starts, b.ends FROM basis_standing() b WHERE b.article9 = 'eu-gdpr:A9-2-h'
  )
  SELECT a.idx, a.occurred_at, a.recorded_at, a.actor,
    concat_ws(
      chr(29), a.mode, coalesce(a.organisation, ''), coalesce(a.on_behalf, ''), coalesce(a.basis, ''),
      coalesce(a.recipient, ''),
      CASE
        WHEN a.basis IS NOT NULL AND EXISTS (
          SELECT FROM caring c
          WHERE c.basis = a.basis AND c.starts <= a.occurred_at AND (c.ends IS NULL OR c.ends > a.occurred_at)
        ) THEN 'care' ELSE '' END,
      array_to_string(coalesce(a.datasets, '{}'), chr(31)),
      array_to_string(coalesce(nullif(a.purposes, '{}'), l.purposes, '{}'), chr(31)),
      array_to_string(coalesce(a.permits, '{}'), chr(31)), coalesce(p.pointer, '')
    )
  FROM asked a
  LEFT JOIN pointing p ON p.idx = a.idx
  LEFT JOIN lent l ON l.idx = a.idx
$$
