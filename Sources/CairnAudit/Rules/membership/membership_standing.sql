-- Who and what was in a dataset version, and when.
--
-- A version takes over, when it is released, who was in the version before it at that time. Each addition, removal
-- and exclusion counts from its own time on. A removal dated up to the release means that the member isn't taken
-- over; a later one takes out then, and that the member was in it before stays true. An exclusion that names the
-- dataset without a version means every version. Same instant: what takes out comes last, and wins.
--
-- how: added, taken-over, or not-taken-over: the last says that the version left out whom the one before it held; it
-- starts and ends at once. With a kind the rows are those of that kind, with a ref, too, those of that one member.
-- Only the members of the versions asked about are read: LATERAL … OFFSET 0 keeps the planner from reading those of
-- all. What is known and had happened is taken from dataset_then, whose entries the rows of member are. Each member
-- and exclusion is looked up by its entry, whatever joins a statement around it does without.
CREATE FUNCTION membership_standing(p_dataset text, p_kind text DEFAULT NULL, p_ref text DEFAULT NULL)
RETURNS TABLE (
  kind text, ref text, starts timestamptz, ends timestamptz, idx bigint, ended_idx bigint, how text, ended_how text
) LANGUAGE plpgsql STABLE PARALLEL SAFE
SET plan_cache_mode = force_generic_plan
SET enable_nestloop = on
SET jit = off
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH RECURSIVE line (dataset, depth, cut, released_at, previous, idx) AS (
    SELECT p_dataset COLLATE "C", 0, 'infinity'::timestamptz, r.occurred_at, r.previous, r.idx
    FROM (SELECT 1) one
    LEFT JOIN LATERAL (
      SELECT d.occurred_at, d.previous, d.idx
      FROM dataset_then d
      WHERE d.datasets @> ARRAY[p_dataset COLLATE "C"] AND d.verb = 'version-released'
      ORDER BY d.occurred_at, d.idx
      LIMIT 1
    ) r ON true
    UNION ALL
    SELECT l.previous, l.depth + 1, l.released_at, r.occurred_at, r.previous, r.idx
    FROM line l
    LEFT JOIN LATERAL (
      SELECT d.occurred_at, d.previous, d.idx
      FROM dataset_then d
      WHERE d.datasets @> ARRAY[l.previous] AND d.verb = 'version-released' AND d.occurred_at <= l.released_at
      ORDER BY d.occurred_at, d.idx
      LIMIT 1
    ) r ON true
    WHERE l.previous IS NOT NULL AND l.depth < 10000
  ),
  step AS (
    SELECT l.depth, m.kind, m.ref, m.occurred_at AS at, m.is_added, m.idx, 'removed' AS ended_how
    FROM line l
    CROSS JOIN LATERAL (
      SELECT m.kind, m.ref, m.is_added, m.idx, d.occurred_at
      FROM dataset_then d
      JOIN member_known m ON m.dataset = l.dataset AND m.idx = d.idx
      WHERE p_ref IS NULL AND (p_kind IS NULL OR m.kind = p_kind COLLATE "C")
        AND d.datasets @> ARRAY[l.dataset] AND d.verb IN ('members-added', 'members-removed')
      UNION ALL
      SELECT m.kind, m.ref, m.is_added, m.idx, d.occurred_at
      FROM member_known m
      JOIN dataset_then d ON d.idx = m.idx
      WHERE m.kind = p_kind COLLATE "C" AND m.ref = p_ref COLLATE "C" AND m.dataset = l.dataset
      OFFSET 0
    ) m
    WHERE m.occurred_at <= l.cut
    UNION ALL
    SELECT l.depth, 'subjects', s.ref, x.occurred_at, false, x.idx, 'excluded'
    FROM line l
    CROSS JOIN LATERAL (
      SELECT d.idx, d.occurred_at
      FROM dataset_then d
      WHERE d.verb = 'member-excluded' AND d.datasets && ARRAY[l.dataset, split_part(l.dataset, '@', 1) COLLATE "C"]
      OFFSET 0
    ) x
    CROSS JOIN LATERAL (
      SELECT s.ref FROM reference_then s WHERE s.idx = x.idx AND s.kind = 'subjects'
      OFFSET 0
    ) s
    WHERE x.occurred_at <= l.cut AND coalesce(p_kind, 'subjects') = 'subjects'
      AND (p_ref IS NULL OR s.ref = p_ref COLLATE "C")
  ),
  before AS (
    SELECT DISTINCT ON (s.kind, s.ref) s.kind, s.ref, s.is_added
    FROM step s
    WHERE s.depth > 0
    ORDER BY s.kind, s.ref, s.depth, s.at DESC, s.is_added, s.idx DESC
  ),
  left_out AS (
    SELECT DISTINCT ON (s.kind, s.ref) s.kind, s.ref, s.idx
    FROM step s
    JOIN line l ON l.depth = 0
    WHERE s.depth = 0 AND NOT s.is_added AND s.at <= l.released_at
    ORDER BY s.kind, s.ref, s.at DESC, s.idx DESC
  ),
  own AS (
    SELECT s.kind, s.ref, s.at, s.is_added, s.idx, s.ended_how, 'added' AS how
    FROM step s
    WHERE s.depth = 0
    UNION ALL
    SELECT b.kind, b.ref, l.released_at, o.idx IS NULL, coalesce(o.idx, l.idx), 'removed',
      CASE WHEN o.idx IS NULL THEN 'taken-over' ELSE 'not-taken-over' END
    FROM before b
    JOIN line l ON l.depth = 0
    LEFT JOIN left_out o ON o.kind = b.kind AND o.ref = b.ref
    WHERE b.is_added
  ),
  turn AS (
    SELECT o.*, lag(o.is_added) OVER w AS was_added
    FROM own o
    WHERE o.how <> 'not-taken-over'
    WINDOW w AS (PARTITION BY o.kind, o.ref ORDER BY o.at, NOT o.is_added, o.idx)
  ),
  span AS (
    SELECT t.kind, t.ref, t.at AS starts, t.is_added, t.idx, t.how, lead(t.at) OVER w AS ends,
      lead(t.idx) OVER w AS ended_idx,
      lead(t.ended_how) OVER w AS ended_how
    FROM turn t
    WHERE t.was_added IS DISTINCT FROM t.is_added
    WINDOW w AS (PARTITION BY t.kind, t.ref ORDER BY t.at, NOT t.is_added, t.idx)
  )
  SELECT s.kind, s.ref, s.starts, s.ends, s.idx, s.ended_idx, s.how, s.ended_how
  FROM span s
  WHERE s.is_added
  UNION ALL
  SELECT o.kind, o.ref, o.at, o.at, o.idx, o.idx, o.how, o.ended_how
  FROM own o
  WHERE o.how = 'not-taken-over';
END
$$
