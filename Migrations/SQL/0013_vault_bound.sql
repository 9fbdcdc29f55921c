-- The vault of each ledger is its own: a login sees and changes the rows of the ledgers that it is bound to, and no
-- other's, whatever its statement says.
SET LOCAL ROLE cairn_owner;

GRANT SELECT ON cairn.ledger_login TO cairn_vault;

DO $$
DECLARE
  v_table text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY['institution_key', 'subject', 'payload', 'imported'] LOOP
    EXECUTE format('ALTER TABLE cairn_vault.%I ENABLE ROW LEVEL SECURITY', v_table);
    EXECUTE format(
      'CREATE POLICY bound ON cairn_vault.%I USING (ledger_id = ANY (ARRAY('
        'SELECT l.ledger_id FROM cairn.ledger_login l WHERE l.login = session_user)))',
      v_table);
  END LOOP;
END
$$;
