-- Who may append without a key can put a submission in an author's name: with the right number and hash, and no valid
-- signature. It won't count. But what the author signs next follows what it signed itself, and not that.
--
-- PostgreSQL verifies no signatures. So the author reads its last notes, verifies them, and says by the setting
-- cairn.over up to which index it has looked. What it says wrongly makes its own submissions not count, and no other's.
SET LOCAL ROLE cairn_definer;

-- The notes of an author that aren't discounted, the last first: what its next submission may follow.
CREATE FUNCTION cairn.author_notes(p_ledger int, p_author text, p_skip int)
RETURNS TABLE (first_index bigint, note bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.first_index, s.note
  FROM cairn.submission s
  WHERE s.ledger_id = p_ledger AND s.author = p_author
    AND NOT EXISTS (SELECT FROM cairn.discounted d WHERE d.ledger_id = p_ledger AND d.first_index = s.first_index)
    AND EXISTS (
      SELECT FROM cairn.author_login a
      WHERE a.ledger_id = p_ledger AND a.author = p_author AND a.login = session_user
    )
  ORDER BY s.number DESC, s.first_index DESC
  OFFSET p_skip LIMIT 16
$$;

-- The submission that one with a number and a previous hash follows, where the author has looked at all that came
-- later: its number, statement hash and anchor. NULL for the author's first.
CREATE FUNCTION cairn.followed(p_ledger int, p_author text, p_number text, p_previous text)
RETURNS TABLE (number bigint, statement_hash bytea, anchor bigint)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_over text := current_setting('cairn.over', true);
  v_first_index bigint := -1;
BEGIN
  IF (v_over ~ '^[0-9]{1,18}$' AND p_number ~ '^(0|[1-9][0-9]{0,17})$') IS NOT TRUE THEN
    RETURN;
  END IF;
  IF p_number <> '0' THEN
    SELECT s.first_index, s.number, s.statement_hash, s.anchor INTO v_first_index, number, statement_hash, anchor
    FROM cairn.submission s
    WHERE s.ledger_id = p_ledger AND s.author = p_author AND s.number = p_number::bigint - 1
      AND encode(s.statement_hash, 'base64') = p_previous
      AND NOT EXISTS (SELECT FROM cairn.discounted d WHERE d.ledger_id = p_ledger AND d.first_index = s.first_index)
    ORDER BY s.first_index LIMIT 1;
    IF NOT FOUND THEN
      RETURN;
    END IF;
  ELSIF p_previous <> encode(decode(repeat('00', 32), 'hex'), 'base64') THEN
    RETURN;
  END IF;
  IF NOT EXISTS (
    SELECT
    FROM cairn.submission s
    WHERE s.ledger_id = p_ledger AND s.author = p_author AND s.first_index > v_first_index
      AND s.first_index > v_over::bigint
      AND NOT EXISTS (SELECT FROM cairn.discounted d WHERE d.ledger_id = p_ledger AND d.first_index = s.first_index)
  ) THEN
    RETURN NEXT;
  END IF;
END
$$;

-- As before, with the note of each submission beside its first event: whoever asks verifies that it signed it.
DROP FUNCTION cairn.receipts(int, text, uuid[], bytea[]);
CREATE FUNCTION cairn.receipts(p_ledger int, p_author text, p_event_ids uuid[], p_body_hashes bytea[])
RETURNS TABLE (
  event_id uuid, idx bigint, recorded_at bigint, body_hash bytea, leaf_hash bytea, note_hash bytea, body bytea,
  first_index bigint, note bytea
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT r.event_id, r.idx, r.recorded_at, r.body_hash, r.leaf_hash, r.note_hash,
    CASE WHEN r.body_hash <> ALL (p_body_hashes) THEN r.body END,
    r.first_index,
    CASE WHEN row_number() OVER (PARTITION BY r.first_index ORDER BY r.idx) = 1 THEN r.note END
  FROM (
    SELECT e.event_id, e.idx, e.recorded_at, coalesce(e.body_hash, sha256('\x00'::bytea || e.body)) AS body_hash,
      e.leaf_hash, s.note_hash, e.body, s.first_index, s.note
    FROM cairn.author_login a
    JOIN cairn.entry e ON e.ledger_id = p_ledger AND e.event_id = ANY (p_event_ids) AND e.author_id = a.author_id
    JOIN cairn.submission s ON s.ledger_id = e.ledger_id AND s.first_index = e.first_index
    WHERE a.ledger_id = p_ledger AND a.author = p_author AND a.login = session_user
    OFFSET 0
  ) r
  ORDER BY r.idx
$$;
REVOKE ALL ON FUNCTION cairn.author_notes(int, text, int), cairn.followed(int, text, text, text),
  cairn.receipts(int, text, uuid[], bytea[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cairn.author_notes(int, text, int), cairn.receipts(int, text, uuid[], bytea[])
  TO cairn_appender;

-- As before, past what the author has not signed. Codes: see migration 5, 55P03 in 16, and CA018 in 17.
CREATE OR REPLACE FUNCTION cairn.append(
  p_ledger int, p_note bytea, p_event_ids uuid[], p_bodies bytea[],
  OUT first_index bigint, OUT recorded_at bigint, OUT previous bytea, OUT resent boolean
)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET lock_timeout = '10s' AS $$
#variable_conflict use_column
DECLARE
  c_no_hash CONSTANT bytea := '\x0000000000000000000000000000000000000000000000000000000000000000';
  v_login name := session_user;
  v_count int := cardinality(p_bodies);
  v_note_hash bytea := sha256(p_note);
  v_end int := position('\x0a0a'::bytea IN p_note);
  v_lines text[];
  v_anchor bigint;
  v_origin text;
  v_author_id int;
  v_is_vouched boolean;
  v_stopped text;
  v_last_number bigint;
  v_last_statement bytea;
  v_last_anchor bigint;
  v_is_discounted boolean;
  v_last_time bigint;
  v_seen bytea;
  v_head bytea;
  v_leaves bytea[];
BEGIN
  IF (octet_length(p_note) <= 65535 AND v_end > 0) IS NOT TRUE THEN
    RAISE EXCEPTION 'the note is too large or holds no statement' USING ERRCODE = 'CA007';
  END IF;
  IF (v_count BETWEEN 1 AND 10000 AND cardinality(p_event_ids) = v_count) IS NOT TRUE THEN
    RAISE EXCEPTION 'a submission has 1 to 10000 bodies, each with an event id' USING ERRCODE = 'CA002';
  END IF;
  IF pg_column_size(p_bodies) > 16777216 THEN
    IF (SELECT sum(octet_length(b)) FROM unnest(p_bodies) AS b) > 16777216 THEN
      RAISE EXCEPTION 'the bodies have more than 16 MiB' USING ERRCODE = 'CA002';
    END IF;
  END IF;
  v_lines := string_to_array(convert_from(substring(p_note FOR v_end), 'UTF8'), E'\n');
  IF cardinality(v_lines) <> 9 OR v_lines[1] <> 'cairn/submission/v1' THEN
    RAISE EXCEPTION 'the note holds no statement of eight lines' USING ERRCODE = 'CA007';
  END IF;
  IF v_lines[7] <> v_count::text THEN
    RAISE EXCEPTION 'the statement names another number of bodies' USING ERRCODE = 'CA005';
  END IF;

  -- A server that was started, promoted or restored may hold another history than the one that was signed.
  SELECT g.started = pg_postmaster_start_time() AND g.place = pg_relation_filepath(g.tableoid)
  INTO v_is_vouched
  FROM cairn.gate g WHERE g.ledger_id = p_ledger FOR UPDATE;
  IF v_is_vouched IS NOT TRUE THEN
    SELECT t.reason INTO v_stopped FROM cairn.stopped t WHERE t.ledger_id = p_ledger;
    IF v_stopped IS NOT NULL THEN
      RAISE EXCEPTION 'appends are stopped: %', v_stopped USING ERRCODE = 'CA009',
        HINT = 'cairn doctor says what is wrong.';
    END IF;
    RAISE EXCEPTION 'the sealer has not looked at this ledger since the server started, was promoted or was restored'
      USING ERRCODE = 'CA018', HINT = 'Run cairn seal.';
  END IF;

  SELECT l.origin, a.author_id, t.reason,
    s.number, s.statement_hash, s.anchor, s.is_discounted,
    coalesce(e.idx + 1, 0),
    floor(extract(epoch FROM clock_timestamp()) * 1000000)::bigint, e.recorded_at,
    coalesce(e.leaf_hash, c_no_hash), coalesce(e.leaf_hash, sha256(convert_to(l.origin, 'UTF8'))), false
  INTO v_origin, v_author_id, v_stopped,
    v_last_number, v_last_statement, v_last_anchor, v_is_discounted,
    first_index, recorded_at, v_last_time,
    v_seen, previous, resent
  FROM cairn.ledger l
  LEFT JOIN cairn.author_login a ON a.ledger_id = p_ledger AND a.author = v_lines[3] AND a.login = v_login
  LEFT JOIN cairn.stopped t ON t.ledger_id = p_ledger
  LEFT JOIN LATERAL (
    SELECT s.number, s.statement_hash, s.anchor, EXISTS (
      SELECT FROM cairn.discounted d WHERE d.ledger_id = p_ledger AND d.first_index = s.first_index
    ) AS is_discounted
    FROM cairn.submission s
    WHERE s.ledger_id = p_ledger AND s.author = v_lines[3]
    ORDER BY s.number DESC, s.first_index DESC LIMIT 1
  ) s ON true
  LEFT JOIN LATERAL (
    SELECT e.idx, e.recorded_at, e.leaf_hash FROM cairn.entry e WHERE e.ledger_id = p_ledger ORDER BY e.idx DESC LIMIT 1
  ) e ON true
  WHERE l.ledger_id = p_ledger;
  IF v_origin IS DISTINCT FROM v_lines[2] THEN
    RAISE EXCEPTION 'the statement names another ledger' USING ERRCODE = 'CA006';
  END IF;
  IF v_author_id IS NULL THEN
    RAISE EXCEPTION 'this login may not append for this key' USING ERRCODE = 'CA003',
      HINT = 'Register the key, and bind the login to it: cairn key register.';
  END IF;

  -- A resend of the same note gets the first receipt. It can't be one where its number follows the author's highest,
  -- whose submission is not discounted: then no submission has that number.
  IF v_lines[4] <> coalesce(v_last_number + 1, 0)::text OR v_is_discounted THEN
    IF v_lines[4] !~ '^(0|[1-9][0-9]{0,17})$' THEN
      RAISE EXCEPTION 'the statement names no number' USING ERRCODE = 'CA007';
    END IF;
    DECLARE
      v_first_index bigint;
      v_recorded_at bigint;
      v_previous bytea;
    BEGIN
      SELECT s.first_index, e.recorded_at, coalesce(b.leaf_hash, sha256(convert_to(v_origin, 'UTF8')))
      INTO v_first_index, v_recorded_at, v_previous
      FROM cairn.submission s
      JOIN cairn.entry e ON e.ledger_id = p_ledger AND e.idx = s.first_index
      LEFT JOIN cairn.entry b ON b.ledger_id = p_ledger AND b.idx = s.first_index - 1
      WHERE s.ledger_id = p_ledger AND s.author = v_lines[3] AND s.number = v_lines[4]::bigint
        AND s.note_hash = v_note_hash
      ORDER BY s.first_index LIMIT 1;
      IF FOUND THEN
        first_index := v_first_index;
        recorded_at := v_recorded_at;
        previous := v_previous;
        resent := true;
        RETURN;
      END IF;
    END;
    IF v_is_discounted THEN
      SELECT s.number, s.statement_hash, s.anchor INTO v_last_number, v_last_statement, v_last_anchor
      FROM cairn.submission s
      WHERE s.ledger_id = p_ledger AND s.author = v_lines[3]
        AND NOT EXISTS (SELECT FROM cairn.discounted d WHERE d.ledger_id = p_ledger AND d.first_index = s.first_index)
      ORDER BY s.number DESC, s.first_index DESC LIMIT 1;
    END IF;
  END IF;

  IF v_stopped IS NOT NULL THEN
    RAISE EXCEPTION 'appends are stopped: %', v_stopped USING ERRCODE = 'CA009',
      HINT = 'cairn doctor says what is wrong.';
  END IF;

  -- The anchor is true, whoever the author is: mostly the last entry; in submission 0 none, and 32 zero bytes.
  IF v_lines[6] = first_index || ' ' || encode(v_seen, 'base64') THEN
    v_anchor := first_index;
  ELSE
    IF v_lines[6] ~ '^(0|[1-9][0-9]{0,17}) ' THEN
      v_anchor := split_part(v_lines[6], ' ', 1)::bigint;
      SELECT e.leaf_hash INTO v_seen FROM cairn.entry e WHERE e.ledger_id = p_ledger AND e.idx = v_anchor - 1;
    END IF;
    IF v_lines[6] IS DISTINCT FROM v_anchor || ' ' || encode(v_seen, 'base64') THEN
      IF v_lines[6] !~ '^(0|[1-9][0-9]{0,17}) [A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$' THEN
        RAISE EXCEPTION 'the statement names no anchor' USING ERRCODE = 'CA007';
      END IF;
      RAISE EXCEPTION 'the author has seen another history of this ledger' USING ERRCODE = 'CA014',
        HINT = 'Keep what the author has seen, and compare it with the ledger: cairn verify.';
    END IF;
  END IF;

  IF v_lines[4] <> coalesce(v_last_number + 1, 0)::text
    OR v_lines[5] <> encode(coalesce(v_last_statement, c_no_hash), 'base64')
  THEN
    -- The author may have looked at what stands between, and have signed none of it.
    SELECT f.number, f.statement_hash, f.anchor INTO v_last_number, v_last_statement, v_last_anchor
    FROM cairn.followed(p_ledger, v_lines[3], v_lines[4], v_lines[5]) f;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'the submission does not follow the author''s last one' USING ERRCODE = 'CA001';
    END IF;
  END IF;

  -- The anchor is one of the 131,072 entries before, or a place that keys of the registry may use: who may is the
  -- sealer's to judge.
  IF v_anchor < v_last_anchor OR v_anchor <= first_index - 131072 AND v_anchor % 65536 <> 0 THEN
    IF v_anchor < v_last_anchor OR v_anchor IS DISTINCT FROM (
      SELECT min(s.first_index) FROM cairn.submission s WHERE s.ledger_id = p_ledger AND s.first_index > 0
    ) THEN
      RAISE EXCEPTION 'the anchor of the submission is too old' USING ERRCODE = 'CA015',
        HINT = 'Read the head of the ledger, and sign again.';
    END IF;
  END IF;

  IF recorded_at < v_last_time - 60000000 THEN
    RAISE EXCEPTION 'the clock is more than 60 s behind the last entry' USING ERRCODE = 'CA004',
      HINT = 'Set the clock of the database server.';
  END IF;
  recorded_at := greatest(recorded_at, v_last_time);

  v_head := previous;
  v_leaves := array_fill(NULL::bytea, ARRAY[v_count]);
  FOR i IN 1 .. v_count LOOP
    IF (octet_length(p_bodies[i]) BETWEEN 2 AND 60000) IS NOT TRUE THEN
      RAISE EXCEPTION 'a body has fewer than 2 or more than 60000 bytes' USING ERRCODE = 'CA008';
    END IF;
    v_head := sha256('\x0001'::bytea || int8send(first_index + i - 1) || int8send(recorded_at)
      || v_head || v_note_hash || int4send(i - 1) || sha256('\x00'::bytea || p_bodies[i]));
    v_leaves[i] := v_head;
  END LOOP;
  IF v_count = 1 THEN
    INSERT INTO cairn.entry (ledger_id, idx, recorded_at, first_index, position, event_id, leaf_hash, body, author_id)
    VALUES (p_ledger, first_index, recorded_at, first_index, 0, p_event_ids[1], v_head, p_bodies[1], v_author_id);
  ELSE
    INSERT INTO cairn.entry (ledger_id, idx, recorded_at, first_index, position, event_id, leaf_hash, body, author_id)
    SELECT p_ledger, first_index + i - 1, recorded_at, first_index, i - 1, p_event_ids[i], v_leaves[i], p_bodies[i],
      v_author_id
    FROM generate_series(1, v_count) AS i;
  END IF;
  INSERT INTO cairn.submission (ledger_id, first_index, author, number, anchor, statement_hash, note_hash, note)
  VALUES (p_ledger, first_index, v_lines[3], coalesce(v_last_number + 1, 0), v_anchor,
    sha256(substring(p_note FOR v_end)), v_note_hash, p_note);
END
$$;
