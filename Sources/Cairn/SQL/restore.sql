SELECT cairn.restore($1::int4, $2::int8, $3::int8, $4::bytea, $5::uuid[], $6::bytea[], $7::bytea[])
