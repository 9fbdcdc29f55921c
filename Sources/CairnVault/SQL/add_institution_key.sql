INSERT INTO cairn_vault.institution_key (ledger_id, key_id)
VALUES ($1, $2)
ON CONFLICT (ledger_id) DO NOTHING
