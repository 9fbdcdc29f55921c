-- Each dataset version: what its release said, how many subjects were ever known in it, and when it must not be used.
--
-- is_incomplete: fewer subjects were ever known than the release says, or none at all. More is no fault: what is
-- known is judged. invalidated: from dataset.invalidated to the next dataset.reactivated, of the version or of the
-- dataset without a version; what was done before stands (it is prospective). Same instant: invalidated wins. A name
-- without a version is there only where something was recorded of it itself; name is the dataset's, versions how many
-- it has.
CREATE FUNCTION version_standing() RETURNS TABLE (
  dataset text, name text, versions bigint, released_at timestamptz, released_idx bigint, previous text,
    subject_count bigint, data_use text[],
  purposes text[], known bigint, is_incomplete boolean, invalidated tstzmultirange, invalidated_idx bigint[]
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH named AS (
    SELECT DISTINCT n.dataset
    FROM dataset_then d
    CROSS JOIN LATERAL unnest(d.datasets) AS n (dataset)
    WHERE d.verb IN ('members-added', 'members-removed', 'version-released', 'materialised', 'member-excluded')
      OR n.dataset LIKE '%@%'
  ),
  turn AS (
    SELECT n.dataset, d.verb, d.occurred_at AS at, d.idx,
      lead(d.occurred_at) OVER w AS next_at, lead(d.verb) OVER w AS next_verb
    FROM dataset_then d
    CROSS JOIN LATERAL unnest(d.datasets) AS n (dataset)
    WHERE d.verb IN ('invalidated', 'reactivated')
    WINDOW w AS (PARTITION BY n.dataset ORDER BY d.occurred_at, d.verb = 'invalidated', d.idx)
  ),
  invalid AS (
    SELECT t.dataset, range_agg(tstzrange(t.at, t.next_at)) AS spans, array_agg(t.idx) AS idx
    FROM turn t
    WHERE t.verb = 'invalidated' AND t.next_at IS DISTINCT FROM t.at
    GROUP BY t.dataset
  )
  SELECT n.dataset, split_part(n.dataset, '@', 1), count(*) FILTER (WHERE n.dataset LIKE '%@%') OVER (PARTITION BY split_part(n.dataset, '@', 1)),
    r.occurred_at, r.idx, r.previous, r.subject_count, r.data_use, r.purposes, k.known, k.known = 0
      OR k.known < coalesce(r.subject_count, 0),
    coalesce(v.spans, '{}') + coalesce(w.spans, '{}'), coalesce(v.idx, '{}') || coalesce(w.idx, '{}')
  FROM named n
  LEFT JOIN LATERAL (
    SELECT d.* FROM dataset_then d
    WHERE d.datasets @> ARRAY[n.dataset] AND d.verb = 'version-released' ORDER BY d.occurred_at, d.idx LIMIT 1
  ) r ON true
  CROSS JOIN LATERAL (SELECT count(DISTINCT s.subject) AS known FROM version_subject(n.dataset) s
    WHERE s.how <> 'not-taken-over') k
  LEFT JOIN invalid v ON v.dataset = n.dataset
  LEFT JOIN invalid w ON w.dataset = split_part(n.dataset, '@', 1) AND w.dataset <> n.dataset
$$
