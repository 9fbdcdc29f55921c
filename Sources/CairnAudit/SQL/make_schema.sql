SELECT cairn.make_projection($1::int, $2::text, $3::text)
