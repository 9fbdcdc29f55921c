-- The subjects of a dataset version, and when each was in it; with p_subject, that one subject's rows. Where a
-- version's members are told as series, studies or annotations alone, its subjects are those whose they are, for as
-- long as they weren't excluded.
CREATE FUNCTION version_subject(p_dataset text, p_subject text DEFAULT NULL) RETURNS TABLE (
  subject text, starts timestamptz, ends timestamptz, idx bigint, ended_idx bigint, how text
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
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
      SELECT m.idx
      FROM member_known m
      JOIN dataset_then d ON d.idx = m.idx AND d.occurred_at <= l.cut
      WHERE m.dataset = l.dataset AND m.kind = 'subjects' AND m.is_added
      LIMIT 1
    ) m
    LIMIT 1
  ),
  member_then AS MATERIALIZED (
    SELECT m.kind, m.ref, m.starts, m.ends, m.idx, m.ended_idx, m.how
    FROM membership_standing(p_dataset) m
    WHERE p_subject IS NULL
    UNION ALL
    SELECT m.kind, m.ref, m.starts, m.ends, m.idx, m.ended_idx, m.how
    FROM membership_standing(p_dataset, 'subjects', p_subject) m
    WHERE p_subject IS NOT NULL
    UNION ALL
    SELECT m.kind, m.ref, m.starts, m.ends, m.idx, m.ended_idx, m.how
    FROM (
      SELECT DISTINCT s.asset
      FROM asset_subject() s
      WHERE s.subject = p_subject COLLATE "C" AND NOT EXISTS (SELECT FROM named)
    ) a
    CROSS JOIN LATERAL membership_standing(p_dataset, 'assets', a.asset) m
  )
  SELECT m.ref, m.starts, m.ends, m.idx, m.ended_idx, m.how
  FROM member_then m
  WHERE m.kind = 'subjects'
  UNION ALL
  SELECT s.subject, m.starts, least(m.ends, x.at), m.idx, CASE WHEN x.at <= coalesce(m.ends, 'infinity')
    THEN x.idx ELSE m.ended_idx END, m.how
  FROM member_then m
  JOIN asset_subject() s ON s.asset = m.ref AND (p_subject IS NULL OR s.subject = p_subject COLLATE "C")
  LEFT JOIN LATERAL (
    SELECT greatest(d.occurred_at, m.starts) AS at, d.idx
    FROM dataset_then d
    JOIN reference_then r ON r.idx = d.idx AND r.kind = 'subjects' AND r.ref = s.subject
    WHERE d.verb = 'member-excluded' AND d.datasets && ARRAY[p_dataset, split_part(p_dataset, '@', 1)] COLLATE "C"
    ORDER BY d.occurred_at, d.idx
    LIMIT 1
  ) x ON true
  WHERE m.kind = 'assets' AND NOT EXISTS (SELECT FROM named)
$$
