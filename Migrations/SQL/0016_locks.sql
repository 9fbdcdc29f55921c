-- Any login can take an advisory lock whose key it knows, and keep it: so appends, and who seals, go by rows that
-- nobody but the definer may lock. Where a lock is not to be had for some seconds, the call fails.
--
-- 55P03     ledger.locked            another session has held the ledger's lock for too long
SET LOCAL ROLE cairn_owner;

-- The gate of a ledger: who appends locks its row, one at a time.
CREATE TABLE cairn.gate (
  ledger_id int PRIMARY KEY
);
INSERT INTO cairn.gate (ledger_id) SELECT l.ledger_id FROM cairn.ledger l;
ALTER TABLE cairn.gate ENABLE ROW LEVEL SECURITY;
CREATE POLICY definer ON cairn.gate TO cairn_definer USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE ON cairn.gate TO cairn_definer;

-- Who seals: the process that holds the advisory lock with this key, which was drawn when it began.
CREATE TABLE cairn.leader (
  ledger_id int PRIMARY KEY,
  key bigint,
  pid int
);
INSERT INTO cairn.leader (ledger_id) SELECT l.ledger_id FROM cairn.ledger l;
ALTER TABLE cairn.leader ENABLE ROW LEVEL SECURITY;
CREATE POLICY definer ON cairn.leader TO cairn_definer USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE ON cairn.leader TO cairn_definer;

-- A right to delete is a right to lock the table, and with it every ledger's appends.
REVOKE INSERT, DELETE ON cairn.stopped FROM cairn_sealer;
GRANT INSERT, DELETE ON cairn.stopped TO cairn_definer;

-- As before, with a gate. See migration 4.
CREATE OR REPLACE FUNCTION cairn.create_ledger(p_origin text, p_configuration jsonb DEFAULT '{}') RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
  v_ledger int;
  v_partition text;
BEGIN
  INSERT INTO cairn.ledger (origin, configuration) VALUES (p_origin, p_configuration) RETURNING ledger_id INTO v_ledger;
  INSERT INTO cairn.gate (ledger_id) VALUES (v_ledger);
  INSERT INTO cairn.leader (ledger_id) VALUES (v_ledger);
  v_partition := 'entry_' || v_ledger;
  EXECUTE format('CREATE TABLE cairn.%I (LIKE cairn.entry INCLUDING ALL)', v_partition);
  EXECUTE format(
    'ALTER TABLE cairn.%I SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0, '
      'toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 0)',
    v_partition);
  EXECUTE format('ALTER TABLE cairn.%I ENABLE ROW LEVEL SECURITY', v_partition);
  EXECUTE format(
    'CREATE TRIGGER never_truncated BEFORE TRUNCATE ON cairn.%I FOR EACH STATEMENT '
      'EXECUTE FUNCTION cairn.refuse_change()',
    v_partition);
  EXECUTE format('ALTER TABLE cairn.%I ENABLE ALWAYS TRIGGER never_truncated', v_partition);
  EXECUTE format('ALTER TABLE cairn.entry ATTACH PARTITION cairn.%I FOR VALUES IN (%s)', v_partition, v_ledger);
  EXECUTE format('ALTER TABLE cairn.%I ENABLE ALWAYS TRIGGER append_only', v_partition);
  RETURN v_ledger;
END
$$;
SET LOCAL ROLE cairn_definer;

-- Fails unless the login is bound to a ledger.
--
-- CA013     login.not-bound          this login may not seal this ledger
CREATE FUNCTION cairn.require_bound(p_ledger int) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM cairn.ledger_login l WHERE l.ledger_id = p_ledger AND l.login = session_user) THEN
    RAISE EXCEPTION 'this login may not seal this ledger' USING ERRCODE = 'CA013';
  END IF;
END
$$;

-- Makes the calling session the one that seals a ledger, until it ends; false where another one does. Whoever finds the
-- key of the lock among those that are held can't take it while it is, and nobody asks for it any more once it isn't.
CREATE FUNCTION cairn.lead(p_ledger int) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
  v_key bigint;
  v_pid int;
BEGIN
  PERFORM cairn.require_bound(p_ledger);
  SELECT l.key, l.pid INTO v_key, v_pid FROM cairn.leader l WHERE l.ledger_id = p_ledger FOR UPDATE;
  IF EXISTS (
    SELECT
    FROM pg_locks k
    JOIN pg_database d ON d.oid = k.database AND d.datname = current_database()
    WHERE k.locktype = 'advisory' AND k.objsubid = 1 AND k.mode = 'ExclusiveLock' AND k.granted
      AND k.classid = ((v_key >> 32) & 4294967295)::oid AND k.objid = (v_key & 4294967295)::oid AND k.pid = v_pid
  ) THEN
    RETURN false;
  END IF;
  LOOP
    v_key := ('x' || substr(replace(gen_random_uuid()::text, '-', ''), 17))::bit(64)::bigint;
    EXIT WHEN pg_try_advisory_lock(v_key);
  END LOOP;
  UPDATE cairn.leader SET key = v_key, pid = pg_backend_pid() WHERE ledger_id = p_ledger;
  RETURN true;
END
$$;

-- Stops the appends to a ledger, and lets them go on.
CREATE FUNCTION cairn.stop(p_ledger int, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM cairn.require_bound(p_ledger);
  INSERT INTO cairn.stopped (ledger_id, reason) VALUES (p_ledger, p_reason) ON CONFLICT DO NOTHING;
END
$$;
CREATE FUNCTION cairn.resume(p_ledger int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM cairn.require_bound(p_ledger);
  DELETE FROM cairn.stopped t WHERE t.ledger_id = p_ledger;
END
$$;
REVOKE ALL ON FUNCTION cairn.require_bound(int), cairn.lead(int), cairn.stop(int, text), cairn.resume(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cairn.lead(int), cairn.stop(int, text), cairn.resume(int) TO cairn_sealer;

-- As before, through the gate. Codes: see migration 5, and 55P03 above.
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
  v_is_stopped boolean;
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

  PERFORM FROM cairn.gate g WHERE g.ledger_id = p_ledger FOR UPDATE;

  SELECT l.origin, a.author_id, t.ledger_id IS NOT NULL,
    s.number, s.statement_hash, s.anchor, s.is_discounted,
    coalesce(e.idx + 1, 0),
    floor(extract(epoch FROM clock_timestamp()) * 1000000)::bigint, e.recorded_at,
    coalesce(e.leaf_hash, c_no_hash), coalesce(e.leaf_hash, sha256(convert_to(l.origin, 'UTF8'))), false
  INTO v_origin, v_author_id, v_is_stopped,
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

  IF v_is_stopped THEN
    RAISE EXCEPTION 'appends are stopped: entries that were signed are missing' USING ERRCODE = 'CA009',
      HINT = 'Restore the missing entries (cairn doctor says which), then seal.';
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
    RAISE EXCEPTION 'the submission does not follow the author''s last one' USING ERRCODE = 'CA001';
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

-- As before, through the gate. Codes: see migration 9, and 55P03 above.
CREATE OR REPLACE FUNCTION cairn.restore(
  p_ledger int, p_first_index bigint, p_recorded_at bigint, p_note bytea,
  p_event_ids uuid[], p_bodies bytea[], p_body_hashes bytea[]
) RETURNS bytea
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET lock_timeout = '10s' AS $$
DECLARE
  v_count int := cardinality(p_bodies);
  v_note_hash bytea := sha256(p_note);
  v_statement bytea := substring(p_note FOR position('\x0a0a'::bytea IN p_note));
  v_lines text[] := string_to_array(convert_from(v_statement, 'UTF8'), E'\n');
  v_index bigint;
  v_time bigint;
  v_head bytea;
  v_body_hash bytea;
  v_leaves bytea[];
  v_author_id int;
BEGIN
  PERFORM FROM cairn.gate g WHERE g.ledger_id = p_ledger FOR UPDATE;
  IF NOT EXISTS (SELECT FROM cairn.stopped t WHERE t.ledger_id = p_ledger) THEN
    RAISE EXCEPTION 'appends are not stopped: nothing is known to be missing' USING ERRCODE = 'CA011',
      HINT = 'The sealer stops them when entries that were signed are missing: cairn seal.';
  END IF;
  SELECT e.idx, e.recorded_at, e.leaf_hash INTO v_index, v_time, v_head
  FROM cairn.entry e WHERE e.ledger_id = p_ledger ORDER BY e.idx DESC LIMIT 1;
  IF (p_first_index = coalesce(v_index + 1, 0)
    AND p_recorded_at >= coalesce(v_time, 0)
    AND cardinality(v_lines) = 9
    AND v_lines[4] ~ '^(0|[1-9][0-9]{0,17})$'
    AND v_lines[6] ~ '^(0|[1-9][0-9]{0,17}) '
    AND v_count >= 1
    AND cardinality(p_event_ids) = v_count
    AND cardinality(p_body_hashes) = v_count) IS NOT TRUE
  THEN
    RAISE EXCEPTION 'this is not the next submission of the ledger' USING ERRCODE = 'CA012';
  END IF;
  IF v_head IS NULL THEN
    SELECT sha256(convert_to(l.origin, 'UTF8')) INTO v_head FROM cairn.ledger l WHERE l.ledger_id = p_ledger;
  END IF;

  v_leaves := array_fill(NULL::bytea, ARRAY[v_count]);
  FOR i IN 1 .. v_count LOOP
    v_body_hash := CASE WHEN p_bodies[i] IS NULL THEN p_body_hashes[i] ELSE sha256('\x00'::bytea || p_bodies[i]) END;
    IF octet_length(v_body_hash) IS DISTINCT FROM 32 OR p_bodies[i] IS NOT NULL AND p_body_hashes[i] IS NOT NULL THEN
      RAISE EXCEPTION 'entry % has neither a body nor a body hash, or both', p_first_index + i - 1
        USING ERRCODE = 'CA012';
    END IF;
    v_head := sha256('\x0001'::bytea || int8send(p_first_index + i - 1) || int8send(p_recorded_at)
      || v_head || v_note_hash || int4send(i - 1) || v_body_hash);
    v_leaves[i] := v_head;
  END LOOP;
  -- An id that is there already stays with the entry that has it: what counts is not known yet (see cairn.release_ids).
  SELECT a.author_id INTO v_author_id FROM cairn.author a WHERE a.ledger_id = p_ledger AND a.author = v_lines[3];
  INSERT INTO cairn.entry (
    ledger_id, idx, recorded_at, first_index, position, event_id, leaf_hash, body, body_hash, author_id
  )
  SELECT p_ledger, p_first_index + n.i - 1, p_recorded_at, p_first_index, n.i - 1, n.event_id,
    v_leaves[n.i], p_bodies[n.i], p_body_hashes[n.i],
    CASE
      WHEN row_number() OVER (PARTITION BY n.event_id ORDER BY n.i) = 1 AND NOT EXISTS (
        SELECT
        FROM cairn.entry e
        WHERE e.ledger_id = p_ledger AND e.event_id = n.event_id AND e.author_id = v_author_id
      ) THEN v_author_id END
  FROM (
    SELECT i, CASE WHEN p_bodies[i] IS NULL THEN gen_random_uuid() ELSE p_event_ids[i] END AS event_id
    FROM generate_series(1, v_count) AS i
    OFFSET 0
  ) n;
  INSERT INTO cairn.submission (ledger_id, first_index, author, number, anchor, statement_hash, note_hash, note)
  VALUES (p_ledger, p_first_index, v_lines[3], v_lines[4]::bigint, split_part(v_lines[6], ' ', 1)::bigint,
    sha256(v_statement), v_note_hash, p_note);
  RETURN v_head;
END
$$;
