SELECT EXISTS (SELECT FROM event WHERE actor = $1::text AND idx < $2::bigint)
  OR EXISTS (SELECT FROM permit WHERE person = $1::text AND idx < $2::bigint)
  OR EXISTS (SELECT FROM session WHERE person = $1::text AND idx < $2::bigint)
