UPDATE cairn_vault.subject
SET lookup = renewed.lookup, wrapped_code = renewed.wrapped_code, wrapped_key = renewed.wrapped_key
FROM unnest($2::text[], $3::bytea[], $4::bytea[], $5::bytea[])
  AS renewed (subject_id, lookup, wrapped_code, wrapped_key)
WHERE subject.ledger_id = $1 AND subject.subject_id = renewed.subject_id
RETURNING subject.subject_id
