-- What an author asks: each function answers only a login that may append to the ledger.

-- Which of these events are there, and with which body: what an author asks when it isn't sure.
CREATE FUNCTION cairn.receipts(p_ledger int, p_event_ids uuid[])
RETURNS TABLE (event_id uuid, idx bigint, recorded_at bigint, body_hash bytea, leaf_hash bytea, note_hash bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT e.event_id, e.idx, e.recorded_at, coalesce(e.body_hash, sha256('\x00'::bytea || e.body)),
    e.leaf_hash, s.note_hash
  FROM cairn.entry e
  JOIN cairn.submission s ON s.ledger_id = e.ledger_id AND s.first_index = e.first_index
  WHERE e.ledger_id = p_ledger AND e.event_id = ANY (p_event_ids)
    AND EXISTS (SELECT FROM cairn.author_login a WHERE a.ledger_id = p_ledger AND a.login = session_user)
$$;

-- The rule by which an event doesn't count, by itself or with its whole submission, or no row: what an author asks
-- after the seal.
CREATE FUNCTION cairn.discounted_by(p_ledger int, p_index bigint) RETURNS TABLE (code text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.code
  FROM cairn.entry e
  JOIN cairn.discounted d ON d.ledger_id = e.ledger_id AND d.first_index = e.first_index
  WHERE e.ledger_id = p_ledger AND e.idx = p_index
    AND EXISTS (SELECT FROM cairn.author_login a WHERE a.ledger_id = p_ledger AND a.login = session_user)
  UNION ALL
  SELECT u.code
  FROM cairn.uninterpreted u
  WHERE u.ledger_id = p_ledger AND u.idx = p_index AND u.code <> 'event.malformed'
    AND EXISTS (SELECT FROM cairn.author_login a WHERE a.ledger_id = p_ledger AND a.login = session_user)
$$;

-- What an author's next submission follows: the ledger's number; number, statement hash and anchor of the author's
-- last submission that isn't discounted, NULL where there is none; the ledger's head, 0 and NULL where there is no
-- entry. No row where this login may not append for the author.
CREATE FUNCTION cairn.author_state(p_origin text, p_author text)
RETURNS TABLE (ledger_id int, number bigint, statement_hash bytea, anchor bigint, size bigint, leaf_hash bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT l.ledger_id, s.number, s.statement_hash, s.anchor, coalesce(e.idx + 1, 0), e.leaf_hash
  FROM cairn.ledger l
  JOIN cairn.author_login a ON a.ledger_id = l.ledger_id AND a.author = p_author AND a.login = session_user
  LEFT JOIN LATERAL (
    SELECT s.number, s.statement_hash, s.anchor
    FROM cairn.submission s
    WHERE s.ledger_id = l.ledger_id AND s.author = p_author
      AND NOT EXISTS (SELECT FROM cairn.discounted d WHERE d.ledger_id = s.ledger_id AND d.first_index = s.first_index)
    ORDER BY s.number DESC, s.first_index DESC LIMIT 1
  ) s ON true
  LEFT JOIN LATERAL (
    SELECT e.idx, e.leaf_hash FROM cairn.entry e WHERE e.ledger_id = l.ledger_id ORDER BY e.idx DESC LIMIT 1
  ) e ON true
  WHERE l.origin = p_origin
$$;

DO $$
DECLARE
  v_function text;
BEGIN
  FOREACH v_function IN ARRAY ARRAY[
    'receipts(int, uuid[])', 'discounted_by(int, bigint)', 'author_state(text, text)'
  ] LOOP
    EXECUTE 'ALTER FUNCTION cairn.' || v_function || ' OWNER TO cairn_definer';
    EXECUTE 'REVOKE ALL ON FUNCTION cairn.' || v_function || ' FROM PUBLIC';
    EXECUTE 'GRANT EXECUTE ON FUNCTION cairn.' || v_function || ' TO cairn_appender';
  END LOOP;
END
$$;
