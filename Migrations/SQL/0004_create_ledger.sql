-- Makes a ledger and its partition, without stopping appends to others: ATTACH of a table that is already like the
-- parent, and empty, so that it needs no CHECK of its own to be attached at once.
--
-- Autovacuum looks after the partition as soon as one row is dead: in a table of which nothing is ever deleted, that is
-- a body that was redacted or discarded, and its bytes should not wait for a fifth of the table to die.
CREATE FUNCTION cairn.create_ledger(p_origin text, p_configuration jsonb DEFAULT '{}') RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
  v_ledger int;
  v_partition text;
BEGIN
  INSERT INTO cairn.ledger (origin, configuration) VALUES (p_origin, p_configuration) RETURNING ledger_id INTO v_ledger;
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
ALTER FUNCTION cairn.create_ledger(text, jsonb) OWNER TO cairn_owner;
REVOKE ALL ON FUNCTION cairn.create_ledger(text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cairn.create_ledger(text, jsonb) TO cairn_administrator;

-- Lets a login append for an author's key, and a login read or seal a ledger.
CREATE FUNCTION cairn.bind_author(p_ledger int, p_author text, p_login name) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO cairn.author_login (ledger_id, author, login) VALUES (p_ledger, p_author, p_login) ON CONFLICT DO NOTHING;
$$;
CREATE FUNCTION cairn.bind_login(p_ledger int, p_login name) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO cairn.ledger_login (ledger_id, login) VALUES (p_ledger, p_login) ON CONFLICT DO NOTHING;
$$;
ALTER FUNCTION cairn.bind_author(int, text, name) OWNER TO cairn_owner;
ALTER FUNCTION cairn.bind_login(int, name) OWNER TO cairn_owner;
REVOKE ALL ON FUNCTION cairn.bind_author(int, text, name), cairn.bind_login(int, name) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cairn.bind_author(int, text, name), cairn.bind_login(int, name) TO cairn_administrator;
