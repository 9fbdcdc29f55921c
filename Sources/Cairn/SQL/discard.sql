SELECT cairn.discard($1::int4, $2::int8)
