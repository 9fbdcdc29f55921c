SELECT first_index, note FROM cairn.author_notes($1::int4, $2::text, $3::int4)
