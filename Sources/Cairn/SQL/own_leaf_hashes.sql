SELECT idx, leaf_hash FROM cairn.leaf_hashes($1::int4, $2::int8[])
