INSERT INTO cairn_vault.imported (ledger_id, fingerprint, wrapped_code, event_id, body)
VALUES ($1, $2, $3, $4, $5)
