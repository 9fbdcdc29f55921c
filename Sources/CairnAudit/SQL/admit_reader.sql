SELECT cairn.admit_reader($1::int, $2::text, $3::text)
