-- The column of event ids is the database's own look-up, and no part of the log: a login without a key can have another
-- id written there than the body has. So nothing fails where they differ: the sealer puts the body's id in its place,
-- and notes the one that was given.
--
-- An id is used once by each author, and only by events that count: nobody uses up the ids of another author.
SET LOCAL ROLE cairn_owner;

-- A number for each author, for ever: keys are long.
CREATE TABLE cairn.author (
  author_id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ledger_id int NOT NULL REFERENCES cairn.ledger,
  author text COLLATE "C" NOT NULL,
  UNIQUE (ledger_id, author)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON cairn.author
FOR EACH ROW EXECUTE FUNCTION cairn.refuse_change();
ALTER TABLE cairn.author ENABLE ALWAYS TRIGGER append_only;
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON cairn.author
FOR EACH STATEMENT EXECUTE FUNCTION cairn.refuse_change();
ALTER TABLE cairn.author ENABLE ALWAYS TRIGGER never_truncated;
INSERT INTO cairn.author (ledger_id, author)
SELECT l.ledger_id, l.author FROM cairn.author_login l
UNION
SELECT s.ledger_id, s.author FROM cairn.submission s WHERE octet_length(s.author) <= 1024;
ALTER TABLE cairn.author_login ADD author_id int REFERENCES cairn.author;
UPDATE cairn.author_login l SET author_id = a.author_id
FROM cairn.author a WHERE (a.ledger_id, a.author) = (l.ledger_id, l.author);
ALTER TABLE cairn.author_login ALTER author_id SET NOT NULL;

-- Whose id it is; NULL where it is nobody's, because the event doesn't count.
ALTER TABLE cairn.entry ADD author_id int;
ALTER TABLE cairn.entry DISABLE TRIGGER append_only;
UPDATE cairn.entry e SET author_id = a.author_id
FROM cairn.submission s
JOIN cairn.author a ON (a.ledger_id, a.author) = (s.ledger_id, s.author)
WHERE (s.ledger_id, s.first_index) = (e.ledger_id, e.first_index)
  AND NOT EXISTS (
    SELECT FROM cairn.discounted d WHERE (d.ledger_id, d.first_index) = (e.ledger_id, e.first_index)
  )
  AND NOT EXISTS (
    SELECT
    FROM cairn.uninterpreted u
    WHERE (u.ledger_id, u.idx) = (e.ledger_id, e.idx) AND u.code <> 'event.malformed'
  );
ALTER TABLE cairn.entry ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE cairn.entry DROP CONSTRAINT entry_ledger_id_event_id_key;
ALTER TABLE cairn.entry ADD UNIQUE (ledger_id, event_id, author_id);

-- The event ids that were given beside bodies which have others, as the sealer noted them.
CREATE TABLE cairn.misnamed (
  ledger_id int NOT NULL REFERENCES cairn.ledger,
  idx bigint NOT NULL,
  given uuid NOT NULL,
  PRIMARY KEY (ledger_id, idx)
);
ALTER TABLE cairn.author ENABLE ROW LEVEL SECURITY;
CREATE POLICY definer ON cairn.author TO cairn_definer USING (true) WITH CHECK (true);
ALTER TABLE cairn.misnamed ENABLE ROW LEVEL SECURITY;
CREATE POLICY bound ON cairn.misnamed
  USING (ledger_id = ANY (ARRAY(SELECT l.ledger_id FROM cairn.ledger_login l WHERE l.login = session_user)));
CREATE POLICY definer ON cairn.misnamed TO cairn_definer USING (true) WITH CHECK (true);
CREATE POLICY asking ON cairn.misnamed FOR SELECT TO cairn_asking USING (true);
GRANT SELECT ON cairn.author TO cairn_definer;
GRANT SELECT, INSERT, DELETE ON cairn.misnamed TO cairn_definer;
GRANT SELECT ON cairn.misnamed TO cairn_sealer, cairn_projector, cairn_auditor, cairn_asking;
-- Only to put the body's id in its place, or to say that it is nobody's.
GRANT UPDATE (author_id) ON cairn.entry TO cairn_definer;

-- The look-up may be put right; and with a body goes what was noted of its event id.
CREATE OR REPLACE FUNCTION cairn.refuse_change_of_entry() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_user = 'cairn_definer' THEN
    IF (NEW.ledger_id, NEW.idx, NEW.recorded_at, NEW.first_index, NEW.position, NEW.leaf_hash)
      = (OLD.ledger_id, OLD.idx, OLD.recorded_at, OLD.first_index, OLD.position, OLD.leaf_hash)
    THEN
      IF NEW.body IS NOT DISTINCT FROM OLD.body AND NEW.body_hash IS NOT DISTINCT FROM OLD.body_hash THEN
        RETURN NEW;
      END IF;
      IF NEW.event_id <> OLD.event_id
        AND OLD.body IS NOT NULL
        AND NEW.body IS NULL
        AND NEW.body_hash = sha256('\x00'::bytea || OLD.body)
      THEN
        DELETE FROM cairn.misnamed m WHERE m.ledger_id = OLD.ledger_id AND m.idx = OLD.idx;
        RETURN NEW;
      END IF;
    END IF;
  END IF;
  RAISE EXCEPTION 'table %.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'CA010',
    HINT = 'Record what changed as a new event; cairn redact takes away a body.';
END
$$;

CREATE OR REPLACE FUNCTION cairn.bind_author(p_ledger int, p_author text, p_login name) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO cairn.author (ledger_id, author) VALUES (p_ledger, p_author) ON CONFLICT DO NOTHING;
  INSERT INTO cairn.author_login (ledger_id, author, login, author_id)
  SELECT p_ledger, p_author, p_login, a.author_id
  FROM cairn.author a
  WHERE a.ledger_id = p_ledger AND a.author = p_author
  ON CONFLICT DO NOTHING;
$$;
SET LOCAL ROLE cairn_definer;

-- Puts the event ids that stand in bodies in the place of others, and notes those. An id that the author uses already
-- is the earlier entry's.
--
-- CA013     login.not-bound          this login may not seal this ledger
CREATE FUNCTION cairn.name_by_bodies(p_ledger int, p_indexes bigint[], p_event_ids uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_entry record;
BEGIN
  IF NOT EXISTS (SELECT FROM cairn.ledger_login l WHERE l.ledger_id = p_ledger AND l.login = session_user) THEN
    RAISE EXCEPTION 'this login may not seal this ledger' USING ERRCODE = 'CA013';
  END IF;
  -- First all of them are nobody's: two may have changed places.
  FOR v_entry IN
    SELECT e.idx, e.event_id AS given, e.author_id, n.event_id
    FROM unnest(p_indexes, p_event_ids) AS n (idx, event_id)
    JOIN cairn.entry e ON e.ledger_id = p_ledger AND e.idx = n.idx
    WHERE e.event_id <> n.event_id AND position(convert_to('"' || n.event_id || '"', 'UTF8') IN e.body) > 0
    ORDER BY e.idx
  LOOP
    INSERT INTO cairn.misnamed (ledger_id, idx, given) VALUES (p_ledger, v_entry.idx, v_entry.given)
    ON CONFLICT DO NOTHING;
    UPDATE cairn.entry SET event_id = v_entry.event_id, author_id = NULL
    WHERE ledger_id = p_ledger AND idx = v_entry.idx;
  END LOOP;
  PERFORM cairn.claim_ids(p_ledger, p_event_ids);
END
$$;

-- Gives ids that no entry of their author has to the author's first entry that counts and has them.
CREATE FUNCTION cairn.claim_ids(p_ledger int, p_event_ids uuid[]) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  UPDATE cairn.entry SET author_id = n.author_id
  FROM (
    SELECT DISTINCT ON (e.event_id, a.author_id) e.idx, e.event_id, a.author_id
    FROM cairn.entry e
    JOIN cairn.submission s ON s.ledger_id = p_ledger AND s.first_index = e.first_index
    JOIN cairn.author a ON a.ledger_id = p_ledger AND a.author = s.author
    WHERE e.ledger_id = p_ledger AND e.event_id = ANY (p_event_ids)
      AND NOT EXISTS (SELECT FROM cairn.discounted d WHERE d.ledger_id = p_ledger AND d.first_index = e.first_index)
      AND NOT EXISTS (
        SELECT
        FROM cairn.uninterpreted u
        WHERE u.ledger_id = p_ledger AND u.idx = e.idx AND u.code <> 'event.malformed'
      )
    ORDER BY e.event_id, a.author_id, e.author_id IS NULL, e.idx
  ) n
  WHERE entry.ledger_id = p_ledger AND entry.idx = n.idx AND entry.author_id IS NULL
$$;

-- Takes the ids from events that don't count, as the sealer has just written down: of whole submissions, each given by
-- its first index, and of single entries. Their author may use them again.
--
-- CA013     login.not-bound          this login may not seal this ledger
CREATE FUNCTION cairn.release_ids(p_ledger int, p_first_indexes bigint[], p_indexes bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_event_ids uuid[];
BEGIN
  IF NOT EXISTS (SELECT FROM cairn.ledger_login l WHERE l.ledger_id = p_ledger AND l.login = session_user) THEN
    RAISE EXCEPTION 'this login may not seal this ledger' USING ERRCODE = 'CA013';
  END IF;
  WITH released AS (
    UPDATE cairn.entry SET author_id = NULL
    FROM (
      SELECT e.idx
      FROM cairn.discounted d
      JOIN cairn.entry e
        ON e.ledger_id = p_ledger AND e.idx >= d.first_index AND e.idx < d.first_index + 10000
        AND e.first_index = d.first_index
      WHERE d.ledger_id = p_ledger AND d.first_index = ANY (p_first_indexes)
      UNION
      SELECT u.idx
      FROM cairn.uninterpreted u
      WHERE u.ledger_id = p_ledger AND u.idx = ANY (p_indexes) AND u.code <> 'event.malformed'
    ) n
    WHERE entry.ledger_id = p_ledger AND entry.idx = n.idx AND entry.author_id IS NOT NULL
    RETURNING entry.event_id
  )
  SELECT array_agg(r.event_id) INTO v_event_ids FROM released r;
  PERFORM cairn.claim_ids(p_ledger, v_event_ids);
END
$$;
REVOKE ALL ON FUNCTION cairn.name_by_bodies(int, bigint[], uuid[]), cairn.claim_ids(int, uuid[]),
  cairn.release_ids(int, bigint[], bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cairn.name_by_bodies(int, bigint[], uuid[]), cairn.release_ids(int, bigint[], bigint[])
  TO cairn_sealer;

-- Which of an author's events are there, and where: what an author asks when it isn't sure. The body comes along where
-- its hash is none of those that were asked for: it may have another id than the column says.
DROP FUNCTION cairn.receipts(int, uuid[]);
CREATE FUNCTION cairn.receipts(p_ledger int, p_author text, p_event_ids uuid[], p_body_hashes bytea[])
RETURNS TABLE (
  event_id uuid, idx bigint, recorded_at bigint, body_hash bytea, leaf_hash bytea, note_hash bytea, body bytea
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT r.event_id, r.idx, r.recorded_at, r.body_hash, r.leaf_hash, r.note_hash,
    CASE WHEN r.body_hash <> ALL (p_body_hashes) THEN r.body END
  FROM (
    SELECT e.event_id, e.idx, e.recorded_at, coalesce(e.body_hash, sha256('\x00'::bytea || e.body)) AS body_hash,
      e.leaf_hash, s.note_hash, e.body
    FROM cairn.author_login a
    JOIN cairn.entry e ON e.ledger_id = p_ledger AND e.event_id = ANY (p_event_ids) AND e.author_id = a.author_id
    JOIN cairn.submission s ON s.ledger_id = e.ledger_id AND s.first_index = e.first_index
    WHERE a.ledger_id = p_ledger AND a.author = p_author AND a.login = session_user
    OFFSET 0
  ) r
  ORDER BY r.idx
$$;
REVOKE ALL ON FUNCTION cairn.receipts(int, text, uuid[], bytea[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cairn.receipts(int, text, uuid[], bytea[]) TO cairn_appender;

-- As before, with ids that are each author's own. Codes: see migration 5.
CREATE OR REPLACE FUNCTION cairn.append(
  p_ledger int, p_note bytea, p_event_ids uuid[], p_bodies bytea[],
  OUT first_index bigint, OUT recorded_at bigint, OUT previous bytea, OUT resent boolean
)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
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

  PERFORM pg_advisory_xact_lock(1128353106, p_ledger);

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

-- As before, with ids that are each author's own. Codes: see migration 9.
CREATE OR REPLACE FUNCTION cairn.restore(
  p_ledger int, p_first_index bigint, p_recorded_at bigint, p_note bytea,
  p_event_ids uuid[], p_bodies bytea[], p_body_hashes bytea[]
) RETURNS bytea
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
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
  PERFORM pg_advisory_xact_lock(1128353106, p_ledger);
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
