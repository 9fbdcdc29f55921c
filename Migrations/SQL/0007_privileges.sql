-- Each role has just what it needs, and sees only the ledgers that its login is bound to.
SET LOCAL ROLE cairn_owner;

GRANT SELECT, INSERT ON cairn.entry, cairn.submission TO cairn_definer;
-- Only to take bodies away: the trigger lets nothing else pass.
GRANT UPDATE (event_id, body, body_hash) ON cairn.entry TO cairn_definer;
GRANT SELECT ON cairn.ledger, cairn.author_login, cairn.checkpoint, cairn.discounted, cairn.uninterpreted, cairn.stopped
  TO cairn_definer;
GRANT SELECT ON cairn.ledger TO cairn_administrator, cairn_appender, cairn_sealer, cairn_projector, cairn_auditor;
GRANT SELECT ON cairn.ledger_login TO cairn_sealer, cairn_projector, cairn_auditor, cairn_appender;
GRANT SELECT ON cairn.entry, cairn.submission, cairn.tile, cairn.checkpoint, cairn.cosignature, cairn.discounted, cairn.uninterpreted, cairn.stopped
  TO cairn_sealer, cairn_projector, cairn_auditor;
GRANT SELECT ON cairn.checkpoint, cairn.discounted, cairn.uninterpreted TO cairn_appender;
GRANT SELECT (ledger_id, login) ON cairn.author_login TO cairn_appender;
GRANT INSERT ON cairn.tile, cairn.checkpoint, cairn.cosignature, cairn.discounted, cairn.uninterpreted TO cairn_sealer;
GRANT INSERT, DELETE ON cairn.stopped TO cairn_sealer;

DO $$
DECLARE
  v_table text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY[
    'entry', 'submission', 'tile', 'checkpoint', 'cosignature', 'discounted', 'uninterpreted', 'stopped'
  ] LOOP
    EXECUTE format('ALTER TABLE cairn.%I ENABLE ROW LEVEL SECURITY', v_table);
    EXECUTE format(
      'CREATE POLICY bound ON cairn.%I USING (ledger_id = ANY (ARRAY(SELECT l.ledger_id FROM cairn.ledger_login l WHERE l.login = session_user)))',
      v_table);
    EXECUTE format('CREATE POLICY definer ON cairn.%I TO cairn_definer USING (true) WITH CHECK (true)', v_table);
  END LOOP;
  -- An author sees the seals of the ledgers that it appends to, and what doesn't count there.
  FOREACH v_table IN ARRAY ARRAY['checkpoint', 'discounted', 'uninterpreted'] LOOP
    EXECUTE format(
      'CREATE POLICY author ON cairn.%I FOR SELECT TO cairn_appender USING (ledger_id = ANY (ARRAY(SELECT a.ledger_id FROM cairn.author_login a WHERE a.login = session_user)))',
      v_table);
  END LOOP;
  FOREACH v_table IN ARRAY ARRAY['author_login', 'ledger_login'] LOOP
    EXECUTE format('ALTER TABLE cairn.%I ENABLE ROW LEVEL SECURITY', v_table);
    EXECUTE format('CREATE POLICY own ON cairn.%I USING (login = session_user)', v_table);
  END LOOP;
END
$$;
