SELECT first_index, recorded_at, previous, resent FROM cairn.append($1::int4, $2::bytea, $3::uuid[], $4::bytea[])
