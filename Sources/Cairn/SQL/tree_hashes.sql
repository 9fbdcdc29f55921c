SELECT hash FROM cairn.tree_hashes($1::int4, $2::int4, $3::int8, $4::int8)
