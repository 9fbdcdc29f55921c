SELECT cairn.resume($1::int4)
