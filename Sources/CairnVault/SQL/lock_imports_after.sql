SELECT event_id, fingerprint, wrapped_code
FROM cairn_vault.imported
WHERE ledger_id = $1 AND (event_id, fingerprint) > ($2, $3)
ORDER BY event_id, fingerprint
LIMIT $4
FOR UPDATE
