-- Who asks, and whether rows of the ledger would be shown: to a login that is bound to it, or that no policy concerns.
SELECT session_user::text, NOT row_security_active('cairn_vault.institution_key') OR EXISTS (
  SELECT FROM cairn.ledger_login WHERE ledger_login.ledger_id = $1 AND ledger_login.login = session_user
)
