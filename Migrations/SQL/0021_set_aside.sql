-- Takes what was appended to another history out of a ledger: all submissions from one on. Only the owner may, only
-- while appends are stopped, and nothing that a checkpoint covers. Returns the number of entries that are gone; whoever
-- calls it has written them down.
--
-- CA011     restore.not-stopped      appends are not stopped
-- CA020     restore.sealed           no submission starts here, or a checkpoint covers it
SET LOCAL ROLE cairn_owner;

CREATE FUNCTION cairn.set_aside(p_ledger int, p_first_index bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
  v_tables text[] := ARRAY['entry_' || p_ledger, 'submission', 'discounted', 'uninterpreted', 'tile'];
  v_table text;
  v_gone bigint;
BEGIN
  PERFORM FROM cairn.gate g WHERE g.ledger_id = p_ledger FOR UPDATE;
  IF NOT EXISTS (SELECT FROM cairn.stopped t WHERE t.ledger_id = p_ledger) THEN
    RAISE EXCEPTION 'appends are not stopped: nothing is known to contradict what was signed' USING ERRCODE = 'CA011',
      HINT = 'The sealer stops them: cairn seal.';
  END IF;
  IF EXISTS (SELECT FROM cairn.checkpoint c WHERE c.ledger_id = p_ledger AND c.size > p_first_index) OR NOT EXISTS (
    SELECT FROM cairn.submission s WHERE s.ledger_id = p_ledger AND s.first_index = p_first_index AND p_first_index > 0
  ) THEN
    RAISE EXCEPTION 'no submission starts at entry %, or a checkpoint of this database covers it', p_first_index
      USING ERRCODE = 'CA020', HINT = 'What is signed is never set aside: verify the database.';
  END IF;
  FOREACH v_table IN ARRAY v_tables LOOP
    EXECUTE format('ALTER TABLE cairn.%I DISABLE TRIGGER append_only', v_table);
  END LOOP;
  DELETE FROM cairn.discounted d WHERE d.ledger_id = p_ledger AND d.first_index >= p_first_index;
  DELETE FROM cairn.uninterpreted u WHERE u.ledger_id = p_ledger AND u.idx >= p_first_index;
  DELETE FROM cairn.misnamed m WHERE m.ledger_id = p_ledger AND m.idx >= p_first_index;
  DELETE FROM cairn.tile t
  WHERE t.ledger_id = p_ledger AND (t.idx + 1) * 256::numeric ^ (t.level + 1) > p_first_index;
  DELETE FROM cairn.entry e WHERE e.ledger_id = p_ledger AND e.idx >= p_first_index;
  GET DIAGNOSTICS v_gone = ROW_COUNT;
  DELETE FROM cairn.submission s WHERE s.ledger_id = p_ledger AND s.first_index >= p_first_index;
  FOREACH v_table IN ARRAY v_tables LOOP
    EXECUTE format('ALTER TABLE cairn.%I ENABLE ALWAYS TRIGGER append_only', v_table);
  END LOOP;
  RETURN v_gone;
END
$$;
REVOKE ALL ON FUNCTION cairn.set_aside(int, bigint) FROM PUBLIC;
