-- When the controller became aware of each breach: the time that counts in Art. 33(1). It is the controller's
-- newest statement (`awareAt`); else when it detected the breach. A processor's detection isn't the controller's
-- awareness (Art. 33(2); EDPB Guidelines 9/2022): where only a processor detected it and the controller states
-- nothing, aware_at is NULL, and it lies between aware_from, that detection, and aware_until, the controller's own
-- first step (NULL: none yet). A processor is one whom the entry calls so (source `processor`), or who acted in
-- another organisation's name.
CREATE FUNCTION breach_aware() RETURNS TABLE (
  breach text,
  detected_at timestamptz,
  aware_at timestamptz,
  aware_from timestamptz,
  aware_until timestamptz,
  idxs bigint[]
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH step AS (
    SELECT b.*, coalesce(b.source = 'processor', false)
      OR coalesce(b.actor_on_behalf <> b.actor_organisation, false) AS is_processor
    FROM breach_then b
  ),
  stated AS (
    SELECT DISTINCT ON (s.breach) s.breach, s.aware_at, s.idx
    FROM step s
    WHERE s.aware_at IS NOT NULL AND NOT s.is_processor
    ORDER BY s.breach, s.occurred_at DESC, s.idx DESC
  ),
  seen AS (
    SELECT s.breach, min(s.occurred_at) AS first_at, array_agg(s.idx) AS idxs,
      min(s.occurred_at) FILTER (WHERE s.verb = 'detected') AS detected_at,
      min(s.occurred_at) FILTER (WHERE s.verb = 'detected' AND NOT s.is_processor) AS own_detection_at,
      min(s.occurred_at) FILTER (WHERE NOT s.is_processor) AS own_at
    FROM step s
    GROUP BY s.breach
  ),
  known AS (
    SELECT s.*, coalesce(a.aware_at, s.own_detection_at,
      CASE WHEN s.detected_at IS NULL THEN s.own_at END) AS aware_at
    FROM seen s
    LEFT JOIN stated a ON a.breach = s.breach
  )
  SELECT k.breach, k.detected_at, k.aware_at, coalesce(k.aware_at, k.first_at), coalesce(k.aware_at, k.own_at), k.idxs
  FROM known k
$$;
