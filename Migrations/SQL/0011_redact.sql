-- Takes away bodies that the last checkpoint shows redacted: the sealer calls it in the transaction that stores the
-- checkpoint. A body hash takes the place of the body, and a random id that of its event id. Returns the number of
-- bodies that are gone now; one that was gone already is skipped.
--
-- p_redactions are the indexes of the events that redact, p_redacted those of the entries that they name. Which
-- redactions have an effect is the sealer's to judge; whatever of it can be seen here is checked again, so that who
-- steals a sealer's login can take away nothing else than what a redaction in the ledger names.
--
-- CA013     login.not-bound          this login may not seal this ledger
-- CA016     redaction.refused        no sealed redaction that has an effect names this entry and its type
CREATE FUNCTION cairn.redact(p_ledger int, p_redactions bigint[], p_redacted bigint[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_size bigint;
  v_redaction jsonb;
  v_type text;
  v_first_index bigint;
  v_body bytea;
  v_body_hash bytea;
  v_breaks_rules boolean;
  v_gone int := 0;
BEGIN
  IF NOT EXISTS (SELECT FROM cairn.ledger_login l WHERE l.ledger_id = p_ledger AND l.login = session_user) THEN
    RAISE EXCEPTION 'this login may not seal this ledger' USING ERRCODE = 'CA013';
  END IF;
  IF cardinality(p_redactions) IS DISTINCT FROM cardinality(p_redacted) THEN
    RAISE EXCEPTION 'each redaction names one entry' USING ERRCODE = 'CA016';
  END IF;
  SELECT max(c.size) INTO v_size FROM cairn.checkpoint c WHERE c.ledger_id = p_ledger;

  FOR i IN 1 .. coalesce(cardinality(p_redacted), 0) LOOP
    -- The redaction: sealed, here, and it counts.
    SELECT convert_from(r.body, 'UTF8')::jsonb INTO v_redaction
    FROM cairn.entry r
    WHERE r.ledger_id = p_ledger AND r.idx = p_redactions[i] AND r.idx < v_size
      AND NOT EXISTS (SELECT FROM cairn.discounted d WHERE d.ledger_id = p_ledger AND d.first_index = r.first_index)
      AND NOT EXISTS (SELECT FROM cairn.uninterpreted u WHERE u.ledger_id = p_ledger AND u.idx = r.idx);
    v_type := v_redaction #>> '{data,type}';
    -- What it redacts: an entry before it, of a submission that counts and is not the first.
    SELECT e.first_index, e.body, coalesce(e.body_hash, sha256('\x00'::bytea || e.body)), EXISTS (
        SELECT FROM cairn.uninterpreted u WHERE u.ledger_id = p_ledger AND u.idx = e.idx AND u.code = 'submission.body')
    INTO v_first_index, v_body, v_body_hash, v_breaks_rules
    FROM cairn.entry e
    WHERE e.ledger_id = p_ledger AND e.idx = p_redacted[i] AND e.idx < p_redactions[i]
      AND NOT EXISTS (SELECT FROM cairn.discounted d WHERE d.ledger_id = p_ledger AND d.first_index = e.first_index);
    IF (v_first_index > 0
      AND v_redaction ->> 'type' = 'cairn.redaction.recorded.v1'
      AND v_redaction #> '{data,index}' = to_jsonb(p_redacted[i])
      AND v_redaction #>> '{data,bodyHash}' = encode(v_body_hash, 'base64')
      AND v_type !~ '^(key|ledger|redaction|cairn\.(key|ledger|redaction)\.[a-z0-9-]+\.v(0|[1-9][0-9]*))$') IS NOT TRUE
    THEN
      RAISE EXCEPTION 'entry % redacts nothing at entry %', p_redactions[i], p_redacted[i] USING ERRCODE = 'CA016';
    END IF;
    CONTINUE WHEN v_body IS NULL;
    -- A body that breaks the rules may have any type.
    IF NOT v_breaks_rules AND v_type IS DISTINCT FROM convert_from(v_body, 'UTF8')::jsonb ->> 'type' THEN
      RAISE EXCEPTION 'entry % does not name the type of entry %', p_redactions[i], p_redacted[i]
        USING ERRCODE = 'CA016';
    END IF;
    UPDATE cairn.entry SET event_id = gen_random_uuid(), body = NULL, body_hash = v_body_hash
    WHERE ledger_id = p_ledger AND idx = p_redacted[i];
    v_gone := v_gone + 1;
  END LOOP;
  RETURN v_gone;
END
$$;
ALTER FUNCTION cairn.redact(int, bigint[], bigint[]) OWNER TO cairn_definer;
REVOKE ALL ON FUNCTION cairn.redact(int, bigint[], bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cairn.redact(int, bigint[], bigint[]) TO cairn_sealer;
