SELECT EXISTS (SELECT FROM session WHERE session = $1::text AND idx < $2::bigint)
  OR EXISTS (SELECT FROM access WHERE session = $1::text AND idx < $2::bigint)
