-- Takes away the bodies of a submission that doesn't count: it is sealed, and the sealer has written down that it
-- doesn't. Body hashes take the place of the bodies, and random ids that of their event ids. Returns the number of
-- bodies that are gone now.
--
-- CA017     discard.refused          no sealed submission that doesn't count begins at this index
CREATE FUNCTION cairn.discard(p_ledger int, p_first_index bigint) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_gone int;
BEGIN
  -- A checkpoint ends with a submission: what begins below it is sealed as a whole.
  IF NOT EXISTS (
    SELECT FROM cairn.discounted d
    WHERE d.ledger_id = p_ledger AND d.first_index = p_first_index AND d.first_index > 0
      AND d.first_index < (SELECT max(c.size) FROM cairn.checkpoint c WHERE c.ledger_id = p_ledger)
  ) THEN
    RAISE EXCEPTION 'no sealed submission that doesn''t count begins at entry %', p_first_index USING ERRCODE = 'CA017';
  END IF;
  UPDATE cairn.entry e SET event_id = gen_random_uuid(), body = NULL, body_hash = sha256('\x00'::bytea || e.body)
  WHERE e.ledger_id = p_ledger AND e.idx >= p_first_index AND e.idx < p_first_index + 10000
    AND e.first_index = p_first_index AND e.body IS NOT NULL;
  GET DIAGNOSTICS v_gone = ROW_COUNT;
  RETURN v_gone;
END
$$;
ALTER FUNCTION cairn.discard(int, bigint) OWNER TO cairn_definer;
REVOKE ALL ON FUNCTION cairn.discard(int, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cairn.discard(int, bigint) TO cairn_administrator;
