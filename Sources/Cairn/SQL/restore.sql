-- Of an entry without a body there is its body hash: an empty hash is none.
SELECT cairn.restore(
  $1::int4, $2::int8, $3::int8, $4::bytea, $5::uuid[],
  ARRAY(
    SELECT CASE WHEN t.body_hash = '' THEN t.body END
    FROM unnest($6::bytea[], $7::bytea[]) WITH ORDINALITY AS t (body, body_hash, place)
    ORDER BY t.place
  ),
  ARRAY(
    SELECT nullif(t.body_hash, '')
    FROM unnest($7::bytea[]) WITH ORDINALITY AS t (body_hash, place)
    ORDER BY t.place
  )
)
