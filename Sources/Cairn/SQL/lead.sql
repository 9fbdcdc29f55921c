SELECT cairn.lead($1::int4)
