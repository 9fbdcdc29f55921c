SELECT cairn.release_ids($1::int4, $2::int8[], $3::int8[])
