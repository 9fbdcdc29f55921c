SELECT idx FROM event WHERE idx >= $1::bigint AND idx < $2::bigint
