SELECT cairn.redact($1::int4, $2::int8[], $3::int8[])
