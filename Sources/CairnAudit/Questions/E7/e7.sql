-- What was done under a permit, by each person, held against what the permit allowed at that time.
WITH issued AS MATERIALIZED (
  SELECT p.idx, p.organisation FROM permit p
  WHERE p.permits @> ARRAY[$3::text] AND p.verb = 'issued' AND p.idx < $1::bigint AND p.occurred_at <= $2::timestamptz ORDER BY p.idx LIMIT 1
),
life AS MATERIALIZED (
  SELECT array_agg(p.idx) AS idxs FROM permit p
  WHERE p.permits @> ARRAY[$3::text] AND p.verb NOT IN ('published', 'person-added', 'person-removed') AND p.idx < $1::bigint AND p.occurred_at <= $2::timestamptz
),
line AS MATERIALIZED (SELECT l.active FROM permit_line($1::bigint) l WHERE l.permit = $3::text),
terms AS MATERIALIZED (SELECT t.* FROM permit_terms($1::bigint) t WHERE t.permit = $3::text),
listed AS MATERIALIZED (
  SELECT n.person, n.starts, n.ends, n.idx, CASE WHEN n.ends <= $2::timestamptz THEN n.ended_idx END AS ended_idx
  FROM permit_person($1::bigint) n WHERE n.permit = $3::text AND n.starts <= $2::timestamptz
),
acted AS (
  SELECT a.idx, a.occurred_at, a.actor, a.actor_organisation, a.verb, a.datasets, a.purposes FROM access a
  WHERE a.permits @> ARRAY[$3::text] AND a.verb IN ('queried', 'viewed', 'read', 'downloaded', 'denied')
  UNION ALL
  SELECT j.idx, j.occurred_at, j.actor, j.actor_organisation, j.verb, j.datasets, j.purposes FROM job j WHERE j.permits @> ARRAY[$3::text] AND j.verb = 'started'
),
judged AS (
  SELECT a.idx, a.occurred_at, a.actor, a.actor_organisation, a.verb = 'denied' AS is_denied,
    a.verb <> 'denied' AND l.active IS NOT NULL AND NOT l.active @> a.occurred_at AS is_untimely,
    a.verb <> 'denied' AND cardinality(a.datasets) > 0 AND NOT t.datasets @> a.datasets AS is_elsewhere,
    a.verb <> 'denied' AND cardinality(a.purposes) > 0 AND NOT covers(t.purposes, a.purposes) AS is_otherwise,
    a.verb <> 'denied' AND coalesce(cardinality(a.purposes), 0) = 0 AS is_purposeless,
    a.verb <> 'denied' AND a.actor IS NOT NULL AND EXISTS (SELECT FROM listed)
      AND NOT EXISTS (SELECT FROM listed n WHERE n.person = a.actor AND n.starts <= a.occurred_at AND (n.ends IS NULL OR n.ends > a.occurred_at)) AS is_unlisted
  FROM acted a
  LEFT JOIN line l ON true
  LEFT JOIN terms t ON t.starts <= a.occurred_at AND (t.ends IS NULL OR t.ends > a.occurred_at)
  WHERE a.idx < $1::bigint AND a.occurred_at <= $2::timestamptz
    AND ($4::text IS NULL OR a.occurred_at >= $4::timestamptz) AND ($5::text IS NULL OR a.occurred_at < $5::timestamptz)
),
said AS (
  SELECT j.idx, j.occurred_at, j.actor AS person, j.actor_organisation AS organisation, j.is_denied, NOT j.is_denied AS is_act, j.is_untimely, j.is_elsewhere, j.is_otherwise,
    j.is_purposeless, j.is_unlisted, NULL AS incident, NULL AS recipient
  FROM judged j
  UNION ALL
  SELECT i.idx, i.occurred_at, i.person, coalesce(i.organisation, CASE WHEN i.person IS NULL THEN s.organisation END), false, false, false, false, false, false, false, i.kind, NULL
  FROM incident i LEFT JOIN issued s ON true
  WHERE i.permits @> ARRAY[$3::text] AND i.verb = 'reported' AND i.idx < $1::bigint AND i.occurred_at <= $2::timestamptz
    AND ($4::text IS NULL OR i.occurred_at >= $4::timestamptz) AND ($5::text IS NULL OR i.occurred_at < $5::timestamptz)
  UNION ALL
  SELECT t.idx, t.occurred_at, t.actor, t.actor_organisation, false, false, false, false, false, false, false, NULL, t.recipient
  FROM transfer t JOIN issued s ON t.recipient <> s.organisation
  WHERE t.permits @> ARRAY[$3::text] AND t.verb = 'sent' AND t.idx < $1::bigint AND t.occurred_at <= $2::timestamptz
    AND (t.actor_organisation = s.organisation OR t.actor IN (SELECT n.person FROM listed n))
    AND ($4::text IS NULL OR t.occurred_at >= $4::timestamptz) AND ($5::text IS NULL OR t.occurred_at < $5::timestamptz)
),
per AS (
  SELECT s.person, string_agg(DISTINCT s.organisation, ', ') AS organisation,
    CASE WHEN s.person IS NOT NULL AND EXISTS (SELECT FROM listed) THEN EXISTS (SELECT FROM listed n WHERE n.person = s.person) END AS listed,
    count(*) FILTER (WHERE s.is_act) AS accesses, count(*) FILTER (WHERE s.is_denied) AS denied,
    count(*) FILTER (WHERE s.is_unlisted) AS while_not_listed, count(*) FILTER (WHERE s.is_untimely) AS outside_time,
    count(*) FILTER (WHERE s.is_elsewhere) AS outside_datasets, count(*) FILTER (WHERE s.is_otherwise) AS outside_purposes,
    count(*) FILTER (WHERE s.is_purposeless) AS without_purpose,
    string_agg(DISTINCT s.recipient, ', ') AS shared_with, count(s.incident) AS incidents, string_agg(DISTINCT s.incident, ', ') AS incident_kinds,
    min(s.occurred_at) AS first_at, max(s.occurred_at) AS last_at,
    array_agg(s.idx) FILTER (WHERE s.is_unlisted OR s.is_untimely OR s.is_elsewhere OR s.is_otherwise OR s.is_purposeless OR NOT s.is_act)
      || min(s.idx) FILTER (WHERE s.is_act) || max(s.idx) FILTER (WHERE s.is_act) AS idxs
  FROM said s GROUP BY s.person, CASE WHEN s.person IS NULL THEN s.organisation END
),
reasoned AS (
  SELECT p.*, i.idx AS issued_idx,
    CASE WHEN i.idx IS NULL THEN 'permit-unknown' WHEN p.incidents > 0 THEN 'incident-reported' WHEN p.shared_with IS NOT NULL THEN 'shared-with-others'
      WHEN p.outside_time > 0 THEN 'permit-not-active' WHEN p.while_not_listed > 0 THEN 'person-outside-permit' WHEN p.outside_datasets > 0 THEN 'dataset-outside-permit'
      WHEN p.outside_purposes > 0 THEN 'purpose-outside-permit' WHEN p.accesses = 0 THEN 'denied-only' WHEN NOT EXISTS (SELECT FROM listed) THEN 'persons-unknown' WHEN p.person IS NULL THEN 'person-unknown'
      WHEN p.without_purpose > 0 THEN 'purpose-unknown' ELSE 'within-permit' END AS reason
  FROM per p LEFT JOIN issued i ON true
)
SELECT r.organisation, r.person, r.listed, r.accesses, r.while_not_listed, r.outside_time, r.outside_datasets, r.outside_purposes, r.denied, r.shared_with, r.incidents,
  r.incident_kinds, r.first_at, r.last_at,
  CASE WHEN r.reason IN ('within-permit', 'denied-only') THEN 'covered' WHEN r.reason IN ('permit-unknown', 'persons-unknown', 'person-unknown', 'purpose-unknown') THEN 'undetermined'
    ELSE 'not-covered' END AS verdict, r.reason,
  ARRAY(SELECT DISTINCT x FROM unnest(r.idxs || (SELECT l.idxs FROM life l) || (SELECT array_agg(n.idx) FROM listed n WHERE n.person = r.person)
    || (SELECT array_agg(n.ended_idx) FROM listed n WHERE n.person = r.person)) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM reasoned r
ORDER BY r.organisation, r.person, r.first_at
