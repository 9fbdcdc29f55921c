-- The series and studies that are restricted, each with the study, series and annotations in which it is named, too.
CREATE FUNCTION restricted_kin() RETURNS TABLE (asset text, kin text, starts timestamptz, ends timestamptz)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT r.asset, k.asset, r.starts, r.ends
  FROM restriction_standing() r
  CROSS JOIN LATERAL (
    SELECT r.asset
    UNION
    SELECT l.source FROM lineage_then l WHERE l.relation = 'part' AND l.target = r.asset
    UNION
    SELECT l.target FROM lineage_then l WHERE l.relation = 'part' AND l.source_kind = 'study' AND l.source = r.asset
    UNION
    SELECT l.target FROM lineage_then l WHERE l.relation = 'annotated' AND l.source = r.asset
  ) k
  WHERE r.asset IS NOT NULL
$$
