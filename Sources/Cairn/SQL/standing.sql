SELECT is_vouched, stopped FROM cairn.standing($1::int4)
