SELECT c.idx, c.code FROM cairn.uncounted_copies($1::int4, $2::text, $3::uuid[]) c
