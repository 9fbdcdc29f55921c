-- Whether an entry that is known names a dataset: the version, or any version where none is said. '@' comes before 'A'.
SELECT EXISTS (SELECT FROM reference WHERE kind = 'datasets' AND ref = $1::text AND idx < $2::bigint)
  OR EXISTS (
    SELECT FROM reference
    WHERE kind = 'datasets' AND idx < $2::bigint
      AND ref >= ($1::text || '@') COLLATE "C" AND ref < ($1::text || 'A') COLLATE "C"
  )
  OR EXISTS (SELECT FROM member WHERE dataset = $1::text AND idx < $2::bigint)
  OR EXISTS (SELECT FROM lineage WHERE source_kind = 'dataset' AND source = $1::text AND idx < $2::bigint)
  OR EXISTS (SELECT FROM lineage WHERE target_kind = 'dataset' AND target = $1::text AND idx < $2::bigint)
