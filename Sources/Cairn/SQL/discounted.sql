SELECT code FROM cairn.discounted_by($1::int4, $2::int8)
