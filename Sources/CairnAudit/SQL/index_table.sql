SELECT cairn.index_projection($1::int, $2::text, $3::text, $4::text)
