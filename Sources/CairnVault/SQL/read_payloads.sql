SELECT payload.commitment, payload.event_id, payload.key_id, payload.sealed, subject.wrapped_key
FROM cairn_vault.payload
LEFT JOIN cairn_vault.subject ON subject.ledger_id = payload.ledger_id AND subject.key_id = payload.key_id
WHERE payload.ledger_id = $1 AND payload.commitment = ANY ($2)
