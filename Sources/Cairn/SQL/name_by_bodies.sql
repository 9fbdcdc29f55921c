SELECT cairn.name_by_bodies($1::int4, $2::int8[], $3::uuid[])
