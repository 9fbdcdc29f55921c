-- The acts that touched one subject: act_subject, asked from the other side, so that one person's questions read what
-- is the person's alone. An act that names the person and a series of theirs touched them once.
CREATE FUNCTION subject_act(p_subject text) RETURNS TABLE (idx bigint, via text,
  dataset text) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH asset AS MATERIALIZED (SELECT DISTINCT s.asset FROM asset_subject() s WHERE s.subject = p_subject COLLATE "C"),
  pointed AS (
    SELECT r.idx, 'named' AS via
    FROM reference_known r
    WHERE r.kind = 'subjects' AND r.ref = p_subject COLLATE "C"
    UNION
    SELECT r.idx, 'asset'
    FROM asset s
    JOIN reference_known r ON r.kind = 'assets' AND r.ref = s.asset
  ),
  version AS MATERIALIZED (
    SELECT h.dataset, s.starts, s.ends
    FROM (
      SELECT v.dataset FROM subject_version('subjects', p_subject) v
      UNION
      SELECT v.dataset FROM asset s CROSS JOIN LATERAL subject_version('assets', s.asset) v
    ) h
    CROSS JOIN LATERAL version_subject(h.dataset, p_subject) s
  )
  SELECT a.idx, p.via, NULL::text COLLATE "C"
  FROM (SELECT DISTINCT ON (p.idx) p.idx, p.via FROM pointed p ORDER BY p.idx, p.via DESC) p
  CROSS JOIN LATERAL (SELECT a.idx FROM act a WHERE a.idx = p.idx OFFSET 0) a
  UNION ALL
  SELECT a.idx, 'dataset', a.dataset
  FROM (
    SELECT a.idx, v.dataset
    FROM version v
    CROSS JOIN LATERAL unnest(ARRAY[v.dataset, nullif(split_part(v.dataset, '@', 1),
      v.dataset)] COLLATE "C") AS n (dataset)
    JOIN reference_known r ON r.kind = 'datasets' AND r.ref = n.dataset
    CROSS JOIN LATERAL (SELECT a.idx, a.occurred_at FROM act a WHERE a.idx = r.idx OFFSET 0) a
    WHERE a.occurred_at >= v.starts AND (v.ends IS NULL OR a.occurred_at < v.ends)
    UNION ALL
    SELECT e.idx, v.dataset
    FROM egress_then e
    JOIN egress_then q ON q.egress = e.egress AND q.verb = 'requested'
    JOIN version v ON q.datasets && ARRAY[v.dataset, split_part(v.dataset, '@', 1)] COLLATE "C"
    WHERE e.verb = 'released' AND e.datasets IS NULL AND e.occurred_at >= v.starts
      AND (v.ends IS NULL OR e.occurred_at < v.ends)
  ) a
  WHERE NOT EXISTS (SELECT FROM reference_known x WHERE x.idx = a.idx AND x.kind = 'subjects')
    AND NOT EXISTS (
      SELECT FROM reference_known x JOIN asset_subject() s ON s.asset = x.ref WHERE x.idx = a.idx AND x.kind = 'assets'
    )
$$
