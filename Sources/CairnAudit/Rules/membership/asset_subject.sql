-- Whose a series, a study or an annotation is: a series is of whom it was received for, a study of those of its
-- series, an annotation of whom the series or study is of that it annotates.
CREATE FUNCTION asset_subject() RETURNS TABLE (asset text, subject text) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT l.target, l.source
  FROM lineage_then l
  WHERE l.source_kind = 'subject' AND l.relation = 'imaged' AND l.target_kind = 'series'
  UNION ALL
  SELECT a.ref, s.ref
  FROM image_then i
  JOIN reference_then a ON a.idx = i.idx AND a.kind = 'assets'
  JOIN reference_then s ON s.idx = i.idx AND s.kind = 'subjects'
  WHERE i.verb = 'study-received'
  UNION ALL
  SELECT p.source, l.source
  FROM lineage_then p
  JOIN lineage_then l ON l.target_kind = 'series' AND l.target = p.target AND l.source_kind = 'subject'
  WHERE p.source_kind = 'study' AND p.relation = 'part' AND p.target_kind = 'series'
  UNION ALL
  SELECT n.target, l.source
  FROM lineage_then n
  JOIN lineage_then l ON l.target_kind = 'series' AND l.target = n.source AND l.source_kind = 'subject'
  WHERE n.source_kind = 'series' AND n.relation = 'annotated' AND n.target_kind = 'annotation'
  UNION ALL
  SELECT n.target, l.source
  FROM lineage_then n
  JOIN lineage_then p
    ON p.source_kind = 'study' AND p.source = n.source AND p.relation = 'part' AND p.target_kind = 'series'
  JOIN lineage_then l ON l.target_kind = 'series' AND l.target = p.target AND l.source_kind = 'subject'
  WHERE n.source_kind = 'series' AND n.relation = 'annotated' AND n.target_kind = 'annotation'
$$
