-- The acts that touched one subject: act_subject, asked from the other side, so that one person's questions read what
-- is the person's alone.
--
-- OFFSET 0 keeps what is found by an index apart from what is then looked at, act by act: joined, the planner reads
-- what all acts name.
-- reads the tables: reference, where an act that the views show is looked up: what it names is known with it.
CREATE FUNCTION subject_act(p_subject text) RETURNS TABLE (idx bigint, via text,
  dataset text) LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100
SET plan_cache_mode = force_generic_plan
SET jit = off
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH version AS MATERIALIZED (
    SELECT v.dataset, v.starts, coalesce(v.ends, 'infinity') AS ends,
      ARRAY[v.dataset, split_part(v.dataset, '@', 1)] COLLATE "C" AS names
    FROM person_version(p_subject) v
  )
  SELECT p.idx, p.via, NULL::text COLLATE "C"
  FROM pointed_act(p_subject) p
  UNION ALL
  SELECT a.idx, 'dataset', a.dataset
  FROM (
    SELECT a.idx, v.dataset
    FROM version v
    CROSS JOIN LATERAL (
      SELECT a.idx, a.occurred_at FROM act a WHERE a.kind <> 'egress' AND a.datasets && v.names
      OFFSET 0
    ) a
    WHERE a.occurred_at >= v.starts AND a.occurred_at < v.ends
    UNION ALL
    SELECT a.idx, v.dataset
    FROM act a
    JOIN version v ON a.datasets && v.names AND a.occurred_at >= v.starts AND a.occurred_at < v.ends
    WHERE a.kind = 'egress'
    OFFSET 0
  ) a
  LEFT JOIN LATERAL (
    SELECT true AS is_there
    FROM reference x
    WHERE x.idx = a.idx AND x.kind IN ('subjects', 'assets')
      AND (x.kind = 'subjects' OR EXISTS (SELECT FROM asset_subject() s WHERE s.asset = x.ref))
    LIMIT 1
  ) own ON true
  WHERE own.is_there IS NULL;
END
$$
