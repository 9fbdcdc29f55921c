SELECT event_id, fingerprint, wrapped_code
FROM cairn_vault.imported
WHERE ledger_id = $1 AND event_id > $2
ORDER BY event_id
LIMIT $3
FOR UPDATE
