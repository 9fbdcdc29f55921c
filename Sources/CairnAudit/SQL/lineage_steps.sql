-- The connections on the way from a thing, as they are found.
SELECT w.direction, w.depth, w.from_kind, w.from_node, w.kind, w.node, w.relation, w.idx, w.at::text
FROM lineage_walk($1::text[], $2::text, $3::text, $4::int4) w
