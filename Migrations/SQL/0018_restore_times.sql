-- Nothing is brought back with a time that is yet to come: nothing could be appended until then. Otherwise as before.
--
-- CA004     clock.behind             the entry's time is more than 60 s ahead of the clock
SET LOCAL ROLE cairn_definer;

-- Codes: see migration 9, 55P03 in migration 16, and CA004 above.
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
  IF p_recorded_at > floor(extract(epoch FROM clock_timestamp()) * 1000000)::bigint + 60000000 THEN
    RAISE EXCEPTION 'what is brought back is more than 60 s ahead of the clock' USING ERRCODE = 'CA004',
      HINT = 'Set the clock of the database server.';
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
