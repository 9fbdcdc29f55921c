SELECT EXISTS (SELECT FROM session WHERE environment = $1::text AND idx < $2::bigint)
  OR EXISTS (SELECT FROM permit WHERE environment = $1::text AND idx < $2::bigint)
  OR EXISTS (SELECT FROM egress WHERE environment = $1::text AND idx < $2::bigint)
