SELECT cairn.bind_login($1::int4, coalesce($2::text, session_user)::name)
