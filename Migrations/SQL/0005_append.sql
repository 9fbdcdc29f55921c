-- Chains the entries of one submission to the entry before and inserts them; returns the last leaf hash. Nobody calls it but the functions
-- that have checked everything.
CREATE FUNCTION cairn.record_submission(
  p_ledger int, p_index bigint, p_time bigint, p_head bytea, p_note bytea, p_lines text[], p_event_ids uuid[], p_bodies bytea[]
) RETURNS bytea
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_count int := cardinality(p_bodies);
  v_note_hash bytea := sha256(p_note);
  v_head bytea := p_head;
  v_leaves bytea[] := array_fill(NULL::bytea, ARRAY[v_count]);
BEGIN
  FOR i IN 1 .. v_count LOOP
    v_head := sha256('\x0001'::bytea || int8send(p_index + i - 1) || int8send(p_time) || v_head || v_note_hash || int4send(i - 1) || p_bodies[i]);
    v_leaves[i] := v_head;
  END LOOP;
  INSERT INTO cairn.entry (ledger_id, idx, recorded_at, first_index, position, event_id, leaf_hash, body)
  SELECT p_ledger, p_index + i - 1, p_time, p_index, i - 1, p_event_ids[i], v_leaves[i], p_bodies[i]
  FROM generate_series(1, v_count) AS i;
  INSERT INTO cairn.submission (ledger_id, first_index, author, number, statement_hash, note_hash, note)
  VALUES (p_ledger, p_index, p_lines[3], p_lines[4]::bigint, sha256(substring(p_note FOR position('\x0a0a'::bytea IN p_note))), v_note_hash, p_note);
  RETURN v_head;
END
$$;
ALTER FUNCTION cairn.record_submission(int, bigint, bigint, bytea, bytea, text[], uuid[], bytea[]) OWNER TO cairn_definer;
REVOKE ALL ON FUNCTION cairn.record_submission(int, bigint, bigint, bytea, bytea, text[], uuid[], bytea[]) FROM PUBLIC;

-- Appends one submission: chains its entries and inserts them, or nothing. The one way in.
--
-- SQLSTATE  stable code              what happened
-- CA001     submission.out-of-order  number or previous hash don't follow the author's last submission that isn't discounted
-- CA002     submission.too-large     no body, more than 10,000, more than 16 MiB, or ids and bodies that differ in number
-- CA003     author.not-bound         this login may not append for this author's key
-- CA004     clock.behind             the clock is more than 60 s behind the last entry
-- CA005     submission.count         the statement names another number of bodies
-- CA006     submission.origin        the statement names another ledger
-- CA007     note.malformed           the note has no statement of eight lines, or is too large
-- CA008     body.too-large           a body has more than 60,000 bytes
-- CA009     ledger.stopped           appends are stopped until missing entries are restored
-- CA010     table.append-only        an UPDATE, DELETE or TRUNCATE (see append_only)
-- 23505     event.id-reused          an event id is there already: ask cairn.receipts
CREATE FUNCTION cairn.append(p_ledger int, p_note bytea, p_event_ids uuid[], p_bodies bytea[])
RETURNS TABLE (first_index bigint, recorded_at bigint, previous bytea, resent boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_count int := cardinality(p_bodies);
  v_note_hash bytea := sha256(p_note);
  v_end int := position('\x0a0a'::bytea IN p_note);
  v_bytes bigint;
  v_largest int;
  v_statement bytea;
  v_lines text[];
  v_origin text;
  v_last_number bigint;
  v_last_statement bytea;
  v_index bigint;
  v_time bigint;
  v_now bigint;
  v_previous bytea;
  v_head bytea;
BEGIN
  IF octet_length(p_note) > 65535 OR v_end = 0 THEN
    RAISE EXCEPTION 'the note is too large or holds no statement' USING ERRCODE = 'CA007';
  END IF;
  IF v_count IS NULL OR v_count < 1 OR v_count > 10000 OR cardinality(p_event_ids) IS DISTINCT FROM v_count THEN
    RAISE EXCEPTION 'a submission has 1 to 10000 bodies, each with an event id' USING ERRCODE = 'CA002';
  END IF;
  SELECT sum(octet_length(b)), max(octet_length(b)) INTO v_bytes, v_largest FROM unnest(p_bodies) AS b;
  IF v_bytes > 16777216 THEN
    RAISE EXCEPTION 'the bodies have more than 16 MiB' USING ERRCODE = 'CA002';
  END IF;
  IF v_largest > 60000 OR array_position(p_bodies, NULL) IS NOT NULL THEN
    RAISE EXCEPTION 'a body has more than 60000 bytes' USING ERRCODE = 'CA008';
  END IF;
  v_statement := substring(p_note FOR v_end);
  v_lines := string_to_array(convert_from(v_statement, 'UTF8'), E'\n');
  IF cardinality(v_lines) <> 9 OR v_lines[1] <> 'cairn/submission/v1' OR v_lines[4] !~ '^(0|[1-9][0-9]{0,17})$' THEN
    RAISE EXCEPTION 'the note holds no statement of eight lines' USING ERRCODE = 'CA007';
  END IF;
  IF v_lines[7] <> v_count::text THEN
    RAISE EXCEPTION 'the statement names another number of bodies' USING ERRCODE = 'CA005';
  END IF;

  PERFORM pg_advisory_xact_lock(1128353106, p_ledger);

  SELECT l.origin INTO v_origin FROM cairn.ledger l WHERE l.ledger_id = p_ledger;
  IF v_origin IS DISTINCT FROM v_lines[2] THEN
    RAISE EXCEPTION 'the statement names another ledger' USING ERRCODE = 'CA006';
  END IF;
  IF NOT EXISTS (
    SELECT FROM cairn.author_login a WHERE a.ledger_id = p_ledger AND a.author = v_lines[3] AND a.login = session_user
  ) THEN
    RAISE EXCEPTION 'this login may not append for this key' USING ERRCODE = 'CA003',
      HINT = 'Register the key, and bind the login to it: cairn key register.';
  END IF;

  -- A resend of the same note gets the first receipt.
  SELECT s.first_index INTO v_index FROM cairn.submission s WHERE s.ledger_id = p_ledger AND s.note_hash = v_note_hash;
  IF FOUND THEN
    SELECT e.recorded_at INTO v_time FROM cairn.entry e WHERE e.ledger_id = p_ledger AND e.idx = v_index;
    IF v_index = 0 THEN
      v_previous := sha256(convert_to(v_origin, 'UTF8'));
    ELSE
      SELECT e.leaf_hash INTO v_previous FROM cairn.entry e WHERE e.ledger_id = p_ledger AND e.idx = v_index - 1;
    END IF;
    RETURN QUERY SELECT v_index, v_time, v_previous, true;
    RETURN;
  END IF;

  IF EXISTS (SELECT FROM cairn.stopped t WHERE t.ledger_id = p_ledger) THEN
    RAISE EXCEPTION 'appends are stopped: entries that were signed are missing' USING ERRCODE = 'CA009',
      HINT = 'Restore the missing entries; cairn doctor says which.';
  END IF;

  SELECT s.number, s.statement_hash INTO v_last_number, v_last_statement
  FROM cairn.submission s
  WHERE s.ledger_id = p_ledger AND s.author = v_lines[3]
    AND NOT EXISTS (SELECT FROM cairn.discounted d WHERE d.ledger_id = p_ledger AND d.first_index = s.first_index)
  ORDER BY s.first_index DESC LIMIT 1;
  IF v_lines[4]::bigint <> coalesce(v_last_number + 1, 0)
    OR v_lines[5] <> encode(coalesce(v_last_statement, decode(repeat('00', 32), 'hex')), 'base64')
  THEN
    RAISE EXCEPTION 'the submission does not follow the author''s last one' USING ERRCODE = 'CA001';
  END IF;

  SELECT e.idx, e.recorded_at, e.leaf_hash INTO v_index, v_time, v_head
  FROM cairn.entry e WHERE e.ledger_id = p_ledger ORDER BY e.idx DESC LIMIT 1;
  v_index := coalesce(v_index + 1, 0);
  v_head := coalesce(v_head, sha256(convert_to(v_origin, 'UTF8')));
  v_now := floor(extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
  IF v_now < v_time - 60000000 THEN
    RAISE EXCEPTION 'the clock is more than 60 s behind the last entry' USING ERRCODE = 'CA004', HINT = 'Set the clock of the database server.';
  END IF;
  v_time := greatest(v_now, coalesce(v_time, v_now));
  v_previous := v_head;

  PERFORM cairn.record_submission(p_ledger, v_index, v_time, v_head, p_note, v_lines, p_event_ids, p_bodies);
  RETURN QUERY SELECT v_index, v_time, v_previous, false;
END
$$;
ALTER FUNCTION cairn.append(int, bytea, uuid[], bytea[]) OWNER TO cairn_definer;
REVOKE ALL ON FUNCTION cairn.append(int, bytea, uuid[], bytea[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cairn.append(int, bytea, uuid[], bytea[]) TO cairn_appender;
