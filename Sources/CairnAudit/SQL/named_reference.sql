-- Whether an entry that is known names a thing of a kind.
SELECT EXISTS (SELECT FROM reference WHERE kind = $3::text AND ref = $1::text AND idx < $2::bigint)
