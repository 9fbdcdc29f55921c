-- How many members a dataset version had at a time, and what is so of them.
SELECT m.subjects, m.assets, m.withdrawn, m.ended, m.opted_out, m.erased, m.unknown
FROM members_folded($1::text, coalesce($2::text::timestamptz, valid_at())) m
