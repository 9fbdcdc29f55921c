SELECT cairn.bind_author($1::int4, $2::text, coalesce($3::text, session_user)::name)
