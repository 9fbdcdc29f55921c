-- Who appends an event again that is there and doesn't count appends it anew: it is told which entries those are.
SET LOCAL ROLE cairn_definer;

-- The entries in an author's name that have one of some ids and don't count, with the reason. Mostly nothing in an
-- author's name doesn't count, and then no id is looked up.
CREATE FUNCTION cairn.uncounted_copies(p_ledger int, p_author text, p_event_ids uuid[])
RETURNS TABLE (idx bigint, code text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT e.idx, coalesce(d.code, u.code)
  FROM (
    SELECT e.idx, e.first_index
    FROM cairn.entry e
    WHERE e.ledger_id = p_ledger AND e.event_id = ANY (p_event_ids) AND e.author_id IS NULL
    OFFSET 0
  ) e
  JOIN cairn.submission s ON s.ledger_id = p_ledger AND s.first_index = e.first_index AND s.author = p_author
  LEFT JOIN cairn.discounted d ON d.ledger_id = p_ledger AND d.first_index = e.first_index
  LEFT JOIN cairn.uninterpreted u ON u.ledger_id = p_ledger AND u.idx = e.idx AND u.code <> 'event.malformed'
  WHERE coalesce(d.code, u.code) IS NOT NULL
    AND EXISTS (
      SELECT FROM cairn.author_login a
      WHERE a.ledger_id = p_ledger AND a.author = p_author AND a.login = session_user
    )
  ORDER BY e.idx
$$;
REVOKE ALL ON FUNCTION cairn.uncounted_copies(int, text, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cairn.uncounted_copies(int, text, uuid[]) TO cairn_appender;
