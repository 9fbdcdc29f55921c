SELECT number, statement_hash, last_leaf_hash FROM cairn.author_submissions($1::int4, $2::text)
