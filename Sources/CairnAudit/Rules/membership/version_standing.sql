-- Each dataset version: what its release said, how many subjects were ever known in it, and when it must not be used.
--
-- is_incomplete: fewer subjects were ever known than the release says, or none at all. More is no fault: what is known
-- is judged. invalidated: see version_invalid.
-- A name without a version is there only where something was recorded of it itself. name is the dataset's; versions is
-- how many it has.
CREATE FUNCTION version_standing() RETURNS TABLE (
  dataset text, name text, versions bigint, released_at timestamptz, released_idx bigint, previous text,
  subject_count bigint, data_use text[], purposes text[], known bigint, is_incomplete boolean,
  invalidated tstzmultirange, invalidated_idx bigint[]
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH named AS (
    SELECT DISTINCT n.dataset
    FROM dataset_then d
    CROSS JOIN LATERAL unnest(d.datasets) AS n (dataset)
    WHERE n.dataset LIKE '%@%'
      OR d.verb IN ('members-added', 'members-removed', 'version-released', 'materialised', 'member-excluded')
  )
  SELECT n.dataset, split_part(n.dataset, '@', 1),
    count(*) FILTER (WHERE n.dataset LIKE '%@%') OVER (PARTITION BY split_part(n.dataset, '@', 1)),
    r.occurred_at, r.idx, r.previous, r.subject_count, r.data_use, r.purposes, k.known,
    k.known = 0 OR k.known < coalesce(r.subject_count, 0), coalesce(i.spans, '{}'), coalesce(i.idx, '{}')
  FROM named n
  LEFT JOIN LATERAL (
    SELECT d.*
    FROM dataset_then d
    WHERE d.datasets @> ARRAY[n.dataset] AND d.verb = 'version-released'
    ORDER BY d.occurred_at, d.idx
    LIMIT 1
  ) r ON true
  CROSS JOIN LATERAL (
    SELECT count(DISTINCT s.subject) AS known
    FROM version_subject(n.dataset) s
    WHERE s.how <> 'not-taken-over'
  ) k
  LEFT JOIN LATERAL (
    SELECT range_agg(tstzrange(i.starts, i.ends)) AS spans, array_agg(i.idx) AS idx
    FROM version_invalid() i
    WHERE i.dataset IN (n.dataset, split_part(n.dataset, '@', 1))
  ) i ON true
$$
