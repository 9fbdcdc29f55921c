-- Whether an entry that is known names a thing that data come from or go to.
SELECT EXISTS (
    SELECT FROM reference
    WHERE kind = ANY (ARRAY['subjects', 'assets', 'datasets', 'models']) AND ref = $1::text AND idx < $2::bigint
  )
  OR EXISTS (SELECT FROM member WHERE ref = $1::text AND kind = ANY (ARRAY['subjects', 'assets']) AND idx < $2::bigint)
  OR EXISTS (SELECT FROM egress WHERE egress = $1::text AND idx < $2::bigint)
