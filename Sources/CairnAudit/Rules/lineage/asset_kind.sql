-- What an asset is, by what was recorded of it: an annotation, a study, or else a series.
CREATE FUNCTION asset_kind(p_ref text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN EXISTS (SELECT FROM lineage_then l WHERE l.target_kind = 'annotation' AND l.target = p_ref) THEN 'annotation'
    WHEN EXISTS (SELECT FROM lineage_then l WHERE l.source_kind = 'study' AND l.source = p_ref) THEN 'study'
    ELSE 'series'
  END COLLATE "C"
$$
