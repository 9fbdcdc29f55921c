SELECT cairn.vouch($1::int4, $2::int8)
