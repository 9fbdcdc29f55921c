-- What was done under a permit, by each person, held against what the permit allowed at that time. Acts are judged as
-- everywhere: an act that another of its permits covers whole is within; of a person's reasons the gravest is given.
WITH issued AS MATERIALIZED (
  SELECT p.issued_idx AS idx, p.organisation FROM permit_standing() p WHERE p.permit = $1::text LIMIT 1
),
life AS MATERIALIZED (
  SELECT array_agg(DISTINCT x.idx) AS idxs
  FROM permit_standing() p
  CROSS JOIN LATERAL unnest(ARRAY[p.issued_idx, p.idx, p.scope_idx]) AS x (idx)
  WHERE p.permit = $1::text AND p.starts <= (SELECT valid_at())
),
listed AS MATERIALIZED (
  SELECT n.person, n.starts, n.ends, n.idx, n.ended_idx FROM permit_person() n WHERE n.permit = $1::text
),
bit AS MATERIALIZED (
  SELECT r.code, 1::bigint << r.rank AS bit
  FROM reason r
  WHERE r.code IN (
    'permit-not-active', 'dataset-outside-permit', 'purpose-outside-permit', 'organisation-outside-permit',
    'person-outside-permit', 'environment-outside-permit', 'prohibited-purpose', 'person-disabled',
    'organisation-suspended', 'purpose-unknown', 'person-unknown', 'organisation-unknown', 'vocabularies-differ'
  )
),
judged AS MATERIALIZED (
  SELECT j.idx, j.occurred_at, j.actor, j.organisation, j.mode, j.bits,
    j.bits & (SELECT bit_or(b.bit) FROM bit b) AS wrong
  FROM judged_act($2::timestamptz, $3::timestamptz, NULL, NULL, NULL, $1::text, NULL) j
),
said AS (
  SELECT j.idx, j.occurred_at, j.actor AS person, j.organisation, true AS is_act, j.wrong, NULL AS incident,
    NULL AS recipient, false AS is_denied, false AS is_session_outside
  FROM judged j
  WHERE j.mode NOT IN ('sent', 'released')
  UNION ALL
  SELECT t.idx, t.occurred_at, t.actor, t.actor_organisation, false, 0, NULL, t.recipient, false, false
  FROM transfer_then t
  JOIN issued i ON t.recipient <> i.organisation
  WHERE t.verb = 'sent' AND t.permits @> ARRAY[$1::text]
    AND (
      i.organisation IN (t.actor_organisation, t.actor_on_behalf)
      OR t.actor IN (SELECT n.person FROM listed n)
    )
  UNION ALL
  SELECT j.idx, j.occurred_at, j.actor, j.organisation, false, j.wrong, NULL, NULL, false, false
  FROM judged j
  WHERE j.mode IN ('sent', 'released')
    AND j.wrong & (SELECT bit_or(b.bit) FROM bit b WHERE b.code <> 'organisation-outside-permit') <> 0
  UNION ALL
  SELECT a.idx, a.occurred_at, a.actor, a.actor_organisation, false, 0, NULL, NULL, true, false
  FROM access_then a
  WHERE a.verb = 'denied' AND a.permits @> ARRAY[$1::text]
  UNION ALL
  SELECT i.idx, i.occurred_at, i.person,
    coalesce(i.organisation, CASE WHEN i.person IS NULL THEN (SELECT s.organisation FROM issued s) END), false, 0,
      i.kind,
    NULL, false, false
  FROM incident_then i
  WHERE i.verb = 'reported' AND i.permits @> ARRAY[$1::text]
  UNION ALL
  SELECT s.idx, s.starts, s.person, s.organisation, false,
    CASE
      WHEN s.is_disabled THEN (SELECT b.bit FROM bit b WHERE b.code = 'person-disabled')
      WHEN s.is_suspended THEN (SELECT b.bit FROM bit b WHERE b.code = 'organisation-suspended')
      WHEN NOT s.is_active_throughout THEN (SELECT b.bit FROM bit b WHERE b.code = 'permit-not-active')
      ELSE (SELECT b.bit FROM bit b WHERE b.code = 'person-outside-permit')
    END, NULL, NULL, false, true
  FROM permit_session($1::text) s
  WHERE s.is_disabled OR s.is_suspended OR NOT s.is_active_throughout OR s.names_persons AND s.person IS NOT NULL
    AND NOT s.is_listed_throughout
),
asked AS (
  SELECT s.*
  FROM said s
  WHERE ($2::text IS NULL OR s.occurred_at >= $2::timestamptz) AND ($3::text IS NULL OR s.occurred_at < $3::timestamptz)
),
per AS (
  SELECT s.person, array_agg(DISTINCT s.organisation) FILTER (WHERE s.organisation IS NOT NULL) AS organisation,
    CASE
      WHEN s.person IS NOT NULL AND EXISTS (SELECT FROM listed)
        THEN EXISTS (SELECT FROM listed n WHERE n.person = s.person)
    END AS listed,
    count(*) FILTER (WHERE s.is_act) AS accesses,
    count(*) FILTER (WHERE s.is_act AND s.wrong & (SELECT bit_or(b.bit) FROM bit b
      WHERE b.code IN ('person-outside-permit', 'person-disabled')) <> 0) AS while_not_listed,
    count(*) FILTER (WHERE s.is_act AND s.wrong & (SELECT bit_or(b.bit) FROM bit b
      WHERE b.code IN ('permit-not-active', 'organisation-suspended')) <> 0) AS outside_time,
    count(*) FILTER (WHERE s.is_act AND s.wrong & (SELECT b.bit FROM bit b
      WHERE b.code = 'dataset-outside-permit') <> 0) AS outside_datasets,
    count(*) FILTER (WHERE s.is_act AND s.wrong & (SELECT bit_or(b.bit) FROM bit b
      WHERE b.code IN ('purpose-outside-permit', 'prohibited-purpose')) <> 0) AS outside_purposes,
    count(*) FILTER (WHERE s.is_act AND s.wrong & (SELECT b.bit FROM bit b
      WHERE b.code = 'organisation-outside-permit') <> 0) AS by_other_organisation,
    count(*) FILTER (WHERE s.is_session_outside) AS sessions_outside,
    count(*) FILTER (WHERE s.is_denied) AS denied,
    array_agg(DISTINCT s.recipient) FILTER (WHERE s.recipient IS NOT NULL) AS shared_with,
      count(s.incident) AS incidents,
    array_agg(DISTINCT s.incident) FILTER (WHERE s.incident IS NOT NULL) AS incident_kinds,
    min(s.occurred_at) AS first_at, max(s.occurred_at) AS last_at, coalesce(bit_or(s.wrong), 0) AS wrong,
    array_agg(s.idx) FILTER (WHERE s.wrong <> 0 OR NOT s.is_act)
      || min(s.idx) FILTER (WHERE s.is_act) || max(s.idx) FILTER (WHERE s.is_act) AS idxs
  FROM asked s
  GROUP BY s.person, CASE WHEN s.person IS NULL THEN s.organisation END
),
reasoned AS (
  SELECT p.*,
    CASE
      WHEN NOT EXISTS (SELECT FROM issued) THEN 'permit-unknown'
      WHEN p.incidents > 0 THEN 'incident-reported'
      WHEN p.shared_with IS NOT NULL THEN 'shared-with-others'
      WHEN w.verdict = 'not-covered' THEN w.code
      WHEN p.accesses = 0 THEN 'denied-only'
      WHEN NOT EXISTS (SELECT FROM listed) THEN 'persons-unknown'
      WHEN p.person IS NULL THEN 'person-unknown'
      WHEN w.code IS NOT NULL THEN w.code
      ELSE 'within-permit'
    END AS reason
  FROM per p
  LEFT JOIN reason w ON w.rank IS NOT NULL AND p.wrong <> 0 AND 1::bigint << w.rank = p.wrong & -p.wrong
)
SELECT r.organisation, r.person, r.listed, r.accesses, r.while_not_listed, r.outside_time, r.outside_datasets,
  r.outside_purposes, r.by_other_organisation, r.sessions_outside, r.denied, r.shared_with, r.incidents,
    r.incident_kinds,
  r.first_at, r.last_at, r.reason,
  ARRAY(
    SELECT DISTINCT x.idx
    FROM unnest(
      r.idxs || (SELECT l.idxs FROM life l)
        || (SELECT array_agg(n.idx) || array_agg(n.ended_idx) FROM listed n WHERE n.person = r.person)
    ) AS x (idx)
    WHERE x.idx IS NOT NULL
    ORDER BY x.idx
  ) AS entries
FROM reasoned r
ORDER BY organisation, person, first_at
