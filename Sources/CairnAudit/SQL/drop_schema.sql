SELECT cairn.drop_projection($1::int, $2::text)
