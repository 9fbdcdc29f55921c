SELECT login::text FROM cairn.readers($1::int)
