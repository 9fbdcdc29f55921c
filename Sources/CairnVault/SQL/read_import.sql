SELECT event_id, body
FROM cairn_vault.imported
WHERE ledger_id = $1 AND fingerprint = $2
