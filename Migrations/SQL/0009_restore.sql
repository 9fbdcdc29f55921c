-- Brings back one submission that was lost, byte for byte: only while appends are stopped, and only as the ledger's next entries.
-- Returns the leaf hash of its last entry. What is brought back is judged, as ever, by the sealer.
--
-- CA011     restore.not-stopped      appends are not stopped: nothing is known to be missing
-- CA012     restore.order            this is not the ledger's next submission
CREATE FUNCTION cairn.restore(p_ledger int, p_first_index bigint, p_recorded_at bigint, p_note bytea, p_event_ids uuid[], p_bodies bytea[])
RETURNS bytea
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_statement bytea := substring(p_note FOR position('\x0a0a'::bytea IN p_note));
  v_lines text[] := string_to_array(convert_from(v_statement, 'UTF8'), E'\n');
  v_index bigint;
  v_time bigint;
  v_head bytea;
BEGIN
  PERFORM pg_advisory_xact_lock(1128353106, p_ledger);
  IF NOT EXISTS (SELECT FROM cairn.stopped t WHERE t.ledger_id = p_ledger) THEN
    RAISE EXCEPTION 'appends are not stopped: nothing is known to be missing' USING ERRCODE = 'CA011',
      HINT = 'The sealer stops them when entries that were signed are missing: cairn seal.';
  END IF;
  SELECT e.idx, e.recorded_at, e.leaf_hash INTO v_index, v_time, v_head
  FROM cairn.entry e WHERE e.ledger_id = p_ledger ORDER BY e.idx DESC LIMIT 1;
  IF p_first_index <> coalesce(v_index + 1, 0) OR p_recorded_at < v_time OR cardinality(v_lines) <> 9
    OR cardinality(p_event_ids) IS DISTINCT FROM cardinality(p_bodies)
  THEN
    RAISE EXCEPTION 'this is not the next submission of the ledger' USING ERRCODE = 'CA012';
  END IF;
  RETURN cairn.record_submission(p_ledger, p_first_index, p_recorded_at,
    coalesce(v_head, (SELECT sha256(convert_to(l.origin, 'UTF8')) FROM cairn.ledger l WHERE l.ledger_id = p_ledger)),
    p_note, v_lines, p_event_ids, p_bodies);
END
$$;
ALTER FUNCTION cairn.restore(int, bigint, bigint, bytea, uuid[], bytea[]) OWNER TO cairn_definer;
REVOKE ALL ON FUNCTION cairn.restore(int, bigint, bigint, bytea, uuid[], bytea[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cairn.restore(int, bigint, bigint, bytea, uuid[], bytea[]) TO cairn_administrator;
