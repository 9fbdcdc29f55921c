-- What an author needs to hold its receipts against the ledger: hashes, and nothing of what others append. Each function
-- answers only a login that may append to the ledger.
SET LOCAL ROLE cairn_definer;

-- The leaf hashes at some indexes; no row where there is no entry.
CREATE FUNCTION cairn.leaf_hashes(p_ledger int, p_indexes bigint[]) RETURNS TABLE (idx bigint, leaf_hash bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT e.idx, e.leaf_hash
  FROM cairn.entry e
  WHERE e.ledger_id = p_ledger AND e.idx = ANY (p_indexes)
    AND EXISTS (SELECT FROM cairn.author_login a WHERE a.ledger_id = p_ledger AND a.login = session_user)
$$;

-- The hashes of a part of a tile, in order: leaf hashes at level 0, above it roots of the full tiles below.
CREATE FUNCTION cairn.tree_hashes(p_ledger int, p_level int, p_first bigint, p_below bigint) RETURNS TABLE (hash bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT h.hash
  FROM (
    SELECT e.idx, e.leaf_hash AS hash
    FROM cairn.entry e
    WHERE p_level = 0 AND e.ledger_id = p_ledger AND e.idx >= p_first AND e.idx < least(p_below, p_first + 256)
    UNION ALL
    SELECT t.idx, t.root
    FROM cairn.tile t
    WHERE p_level > 0 AND t.ledger_id = p_ledger AND t.level = p_level - 1
      AND t.idx >= p_first AND t.idx < least(p_below, p_first + 256)
  ) h
  WHERE EXISTS (SELECT FROM cairn.author_login a WHERE a.ledger_id = p_ledger AND a.login = session_user)
  ORDER BY h.idx
$$;
REVOKE ALL ON FUNCTION cairn.leaf_hashes(int, bigint[]), cairn.tree_hashes(int, int, bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cairn.leaf_hashes(int, bigint[]), cairn.tree_hashes(int, int, bigint, bigint)
  TO cairn_appender;
SET LOCAL ROLE cairn_owner;
GRANT SELECT ON cairn.tile TO cairn_definer;
