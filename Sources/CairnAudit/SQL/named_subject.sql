-- Whether an entry that is known names a person: by itself, in a dataset, or as where a series came from.
SELECT EXISTS (SELECT FROM reference WHERE kind = 'subjects' AND ref = $1::text AND idx < $2::bigint)
  OR EXISTS (SELECT FROM member WHERE kind = 'subjects' AND ref = $1::text AND idx < $2::bigint)
  OR EXISTS (SELECT FROM lineage WHERE source_kind = 'subject' AND source = $1::text AND idx < $2::bigint)
