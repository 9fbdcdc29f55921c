SELECT cairn.open_projection($1::int, $2::text)
