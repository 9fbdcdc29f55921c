-- What is kept of submissions beside their notes; the last column is what the note's hash should be.
SELECT first_index, author, number, anchor, statement_hash, note_hash, sha256(note)
FROM cairn.submission
WHERE ledger_id = $1::int4 AND first_index >= $2::int8 AND first_index < $3::int8
