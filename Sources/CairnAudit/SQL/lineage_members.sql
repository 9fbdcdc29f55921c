-- How many members each of some dataset versions had at a time, and what is so of them.
SELECT n.dataset, m.subjects, m.assets, m.withdrawn, m.ended, m.opted_out, m.erased, m.unknown
FROM unnest($1::text[], $2::text[]) AS n (dataset, at)
CROSS JOIN LATERAL members_folded(n.dataset, coalesce(nullif(n.at, '')::timestamptz, valid_at())) m
WHERE m.subjects + m.assets > 0
