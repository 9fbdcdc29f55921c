SELECT EXISTS (SELECT FROM breach WHERE breach = $1::text AND idx < $2::bigint)
