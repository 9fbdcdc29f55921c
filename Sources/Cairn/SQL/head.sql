SELECT size, recorded_at, leaf_hash FROM cairn.head($1::int4)
