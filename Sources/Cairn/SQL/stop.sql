SELECT cairn.stop($1::int4, $2::text)
