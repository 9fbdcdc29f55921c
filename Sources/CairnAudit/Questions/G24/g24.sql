-- What a thing came from and what came of it. The members of a large dataset version are folded: there may be a hundred
-- thousand. Members are those at the time at which the version was used on the way to the thing; what is so of the
-- subjects and annotations is said as of the time asked about.
WITH nearest AS (
  SELECT DISTINCT ON (w.direction, w.kind, w.node) w.direction, w.depth, w.kind, w.node, w.relation, w.idx, w.at
  FROM lineage_walk(
    CASE coalesce($3::text, 'both') WHEN 'both' THEN '{up,down}' ELSE ARRAY[$3::text] END, $1::text, $2::text,
    least(coalesce($4::text::int, 20), 100)
  ) w
  ORDER BY w.direction, w.kind, w.node, w.depth, w.idx
),
retracted AS MATERIALIZED (SELECT r.* FROM retracted_annotation() r),
thing AS (
  SELECT n.* FROM nearest n
  UNION ALL
  SELECT 'itself', 0, $1::text, $2::text, NULL, max(d.idx), NULL
  FROM dataset_then d
  WHERE $1::text = 'dataset' AND d.datasets @> ARRAY[$2::text] AND d.verb IN ('version-released', 'members-added')
  HAVING count(*) > 0
  UNION ALL
  SELECT 'itself', 0, $1::text, $2::text, NULL, r.idx, NULL
  FROM retracted r
  WHERE $1::text = 'annotation' AND r.annotation = $2::text
)
SELECT t.direction, t.depth, t.kind, t.node, t.relation, e.actor_organisation AS organisation, e.actor AS person,
  e.occurred_at AS happened_at, f.subjects, f.assets, f.unknown AS subjects_unknown, f.withdrawn AS subjects_withdrawn,
  f.ended AS subjects_ended, f.opted_out AS subjects_opted_out, f.erased AS subjects_erased, b.retracted_at,
  CASE t.kind
    WHEN 'dataset' THEN retracted_in(t.node, coalesce(CASE t.direction WHEN 'up' THEN t.at END, valid_at()))
    WHEN 'model' THEN (
      SELECT sum(retracted_in(l.source, used.occurred_at))::bigint
      FROM lineage_then l
      JOIN event_then used ON used.idx = l.idx
      WHERE l.target_kind = 'model' AND l.target = t.node AND l.source_kind = 'dataset'
    )
  END AS annotations_retracted,
  array_remove(ARRAY[t.idx, nullif(b.idx, t.idx)], NULL) AS entries
FROM thing t
LEFT JOIN LATERAL (
  SELECT e.* FROM (SELECT t.idx) one JOIN event_then e ON e.idx = one.idx OFFSET 0
) e ON true
LEFT JOIN LATERAL (
  SELECT m.*
  FROM members_folded(t.node, coalesce(t.at, valid_at())) m
  WHERE t.kind = 'dataset' AND t.direction <> 'down'
  UNION ALL
  SELECT 1, NULL, NULL, coalesce(s.withdrawn, false)::int, coalesce(s.ended, false)::int,
    coalesce(s.opted_out, false)::int, coalesce(s.erased, false)::int
  FROM (SELECT t.node) n
  LEFT JOIN subject_since() s ON s.subject = n.node
  WHERE t.kind = 'subject' AND t.direction <> 'down'
) f ON true
LEFT JOIN LATERAL (
  SELECT r.at AS retracted_at, r.idx FROM retracted r WHERE t.kind = 'annotation' AND r.annotation = t.node
) b ON true
ORDER BY array_position(ARRAY['itself', 'up', 'down'], t.direction), t.depth, t.kind, t.node
