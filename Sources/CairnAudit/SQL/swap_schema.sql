SELECT cairn.swap_projection($1::int)
