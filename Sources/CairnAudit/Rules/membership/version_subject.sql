-- The subjects of a dataset version, and when each was in it; with p_subject, that one subject's rows. Where a
-- version's members are told as series, studies or annotations alone, its subjects are those whose they are, for as
-- long as they weren't excluded.
CREATE FUNCTION version_subject(p_dataset text, p_subject text DEFAULT NULL) RETURNS TABLE (
  subject text, starts timestamptz, ends timestamptz, idx bigint, ended_idx bigint, how text
) LANGUAGE plpgsql STABLE PARALLEL SAFE
SET plan_cache_mode = force_generic_plan
SET enable_nestloop = on
SET jit = off
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH RECURSIVE line (dataset, depth, cut) AS (
    SELECT p_dataset COLLATE "C", 0, 'infinity'::timestamptz
    UNION ALL
    SELECT r.previous, l.depth + 1, r.occurred_at
    FROM line l
    CROSS JOIN LATERAL (
      SELECT d.occurred_at, d.previous
      FROM dataset_then d
      WHERE d.datasets @> ARRAY[l.dataset] AND d.verb = 'version-released' AND d.occurred_at <= l.cut
      ORDER BY d.occurred_at, d.idx
      LIMIT 1
    ) r
    WHERE r.previous IS NOT NULL AND l.depth < 10000
  ),
  -- Whether subjects themselves were ever recorded as members.
  named AS MATERIALIZED (
    SELECT l.dataset
    FROM line l
    CROSS JOIN LATERAL (
      SELECT d.idx
      FROM (
        SELECT m.idx
        FROM member_known m
        WHERE m.dataset = l.dataset AND m.kind = 'subjects' AND m.is_added
        OFFSET 0
      ) m
      CROSS JOIN LATERAL (
        SELECT d.idx
        FROM dataset_then d
        WHERE d.idx = m.idx AND d.occurred_at <= l.cut
        OFFSET 0
      ) d
      LIMIT 1
    ) m
    LIMIT 1
  ),
  owned AS MATERIALIZED (
    SELECT s.asset, s.subject FROM every_asset_subject() s WHERE p_subject IS NULL AND NOT EXISTS (SELECT FROM named)
    UNION ALL
    SELECT s.asset, p_subject FROM subject_asset(p_subject) s WHERE NOT EXISTS (SELECT FROM named)
  ),
  member_then AS MATERIALIZED (
    SELECT m.kind, m.ref, m.starts, m.ends, m.idx, m.ended_idx, m.how
    FROM (SELECT CASE WHEN EXISTS (SELECT FROM named) THEN 'subjects' END AS kind) k
    CROSS JOIN LATERAL membership_standing(p_dataset, k.kind) m
    WHERE p_subject IS NULL
    UNION ALL
    SELECT m.kind, m.ref, m.starts, m.ends, m.idx, m.ended_idx, m.how
    FROM membership_standing(p_dataset, 'subjects', p_subject) m
    WHERE p_subject IS NOT NULL
    UNION ALL
    SELECT m.kind, m.ref, m.starts, m.ends, m.idx, m.ended_idx, m.how
    FROM owned o
    CROSS JOIN LATERAL membership_standing(p_dataset, 'assets', o.asset) m
    WHERE p_subject IS NOT NULL
  ),
  excluded AS MATERIALIZED (
    SELECT d.idx, d.occurred_at, r.ref AS subject
    FROM dataset_then d
    CROSS JOIN LATERAL (
      SELECT r.ref FROM reference_then r WHERE r.idx = d.idx AND r.kind = 'subjects'
      OFFSET 0
    ) r
    WHERE d.verb = 'member-excluded' AND d.datasets && ARRAY[p_dataset, split_part(p_dataset, '@', 1)] COLLATE "C"
  )
  SELECT m.ref, m.starts, m.ends, m.idx, m.ended_idx, m.how
  FROM member_then m
  WHERE m.kind = 'subjects'
  UNION ALL
  SELECT s.subject, m.starts, least(m.ends, x.at), m.idx, CASE WHEN x.at <= coalesce(m.ends, 'infinity')
    THEN x.idx ELSE m.ended_idx END, m.how
  FROM member_then m
  JOIN owned s ON s.asset = m.ref
  LEFT JOIN LATERAL (
    SELECT greatest(x.occurred_at, m.starts) AS at, x.idx
    FROM excluded x
    WHERE x.subject = s.subject
    ORDER BY x.occurred_at, x.idx
    LIMIT 1
  ) x ON true
  WHERE m.kind = 'assets';
END
$$
