-- What is next to a thing in a direction, as of its time.
SELECT n.kind, n.node, n.relation, n.idx, n.at::text, n.held::text
FROM neighbours($1::text, $2::text, $3::text, $4::text::timestamptz, $5::text::tstzrange) n
ORDER BY n.kind, n.node
LIMIT $6::bigint
