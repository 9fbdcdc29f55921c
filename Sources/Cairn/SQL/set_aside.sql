SELECT cairn.set_aside($1::int4, $2::int8)
