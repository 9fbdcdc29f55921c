-- Which of these events are there, and with which body: what an author asks when it isn't sure.
CREATE FUNCTION cairn.receipts(p_ledger int, p_event_ids uuid[])
RETURNS TABLE (event_id uuid, idx bigint, recorded_at bigint, body_hash bytea, leaf_hash bytea, note_hash bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT e.event_id, e.idx, e.recorded_at, sha256('\x00'::bytea || e.body), e.leaf_hash, s.note_hash
  FROM cairn.entry e
  JOIN cairn.submission s ON s.ledger_id = e.ledger_id AND s.first_index = e.first_index
  WHERE e.ledger_id = p_ledger AND e.event_id = ANY (p_event_ids)
    AND EXISTS (SELECT FROM cairn.author_login a WHERE a.ledger_id = p_ledger AND a.login = session_user)
$$;
ALTER FUNCTION cairn.receipts(int, uuid[]) OWNER TO cairn_definer;
REVOKE ALL ON FUNCTION cairn.receipts(int, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cairn.receipts(int, uuid[]) TO cairn_appender;

-- The rule by which the submission of an entry doesn't count, or no row: what an author asks after the seal.
CREATE FUNCTION cairn.discounted_by(p_ledger int, p_index bigint) RETURNS TABLE (code text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.code
  FROM cairn.entry e
  JOIN cairn.discounted d ON d.ledger_id = e.ledger_id AND d.first_index = e.first_index
  WHERE e.ledger_id = p_ledger AND e.idx = p_index
    AND EXISTS (SELECT FROM cairn.author_login a WHERE a.ledger_id = p_ledger AND a.login = session_user)
$$;
ALTER FUNCTION cairn.discounted_by(int, bigint) OWNER TO cairn_definer;
REVOKE ALL ON FUNCTION cairn.discounted_by(int, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cairn.discounted_by(int, bigint) TO cairn_appender;

-- The author's last submissions that aren't discounted, the latest first: number, statement hash, last leaf hash.
CREATE FUNCTION cairn.author_submissions(p_ledger int, p_author text)
RETURNS TABLE (number bigint, statement_hash bytea, last_leaf_hash bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.number, s.statement_hash, (
    SELECT e.leaf_hash FROM cairn.entry e
    WHERE e.ledger_id = p_ledger AND e.idx = coalesce(
      (SELECT n.first_index - 1 FROM cairn.submission n WHERE n.ledger_id = p_ledger AND n.first_index > s.first_index ORDER BY n.first_index LIMIT 1),
      (SELECT max(m.idx) FROM cairn.entry m WHERE m.ledger_id = p_ledger))
  )
  FROM cairn.submission s
  WHERE s.ledger_id = p_ledger AND s.author = p_author
    AND NOT EXISTS (SELECT FROM cairn.discounted d WHERE d.ledger_id = p_ledger AND d.first_index = s.first_index)
    AND EXISTS (SELECT FROM cairn.author_login a WHERE a.ledger_id = p_ledger AND a.author = p_author AND a.login = session_user)
  ORDER BY s.first_index DESC LIMIT 16
$$;
ALTER FUNCTION cairn.author_submissions(int, text) OWNER TO cairn_definer;
REVOKE ALL ON FUNCTION cairn.author_submissions(int, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cairn.author_submissions(int, text) TO cairn_appender;

-- Where this login may append for an author: the ledger's number and the leaf hash that registered the key.
CREATE FUNCTION cairn.author(p_origin text, p_author text) RETURNS TABLE (ledger_id int, registration bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT l.ledger_id, a.registration
  FROM cairn.ledger l JOIN cairn.author_login a ON a.ledger_id = l.ledger_id
  WHERE l.origin = p_origin AND a.author = p_author AND a.login = session_user
$$;
ALTER FUNCTION cairn.author(text, text) OWNER TO cairn_definer;
REVOKE ALL ON FUNCTION cairn.author(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cairn.author(text, text) TO cairn_appender;
