SELECT EXISTS (SELECT FROM retention WHERE policy = $1::text AND idx < $2::bigint)
