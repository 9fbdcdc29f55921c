-- The hash in place of the body: one that isn't the body's is found when the row is read.
SELECT event_id, fingerprint, wrapped_code, sha256(body)
FROM cairn_vault.imported
WHERE ledger_id = $1 AND event_id > $2
ORDER BY event_id
LIMIT $3
FOR UPDATE
