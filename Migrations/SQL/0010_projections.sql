-- Projections lie in a schema a ledger: cairn_projection_<ledger>. A rebuild fills another one beside it, and the swap is a rename.
DO $$
BEGIN
  EXECUTE format('GRANT CREATE ON DATABASE %I TO cairn_definer', current_database());
END
$$;

-- The name of the schema of a ledger's projections; of a second one beside it where p_suffix is given.
CREATE FUNCTION cairn.projection_schema(p_ledger int, p_suffix text DEFAULT '') RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT 'cairn_projection_' || p_ledger || CASE WHEN p_suffix = '' THEN '' ELSE '_' || p_suffix END
$$;

-- Makes a schema for a ledger's projections, where it isn't there yet, and lets the calling projector fill it.
CREATE FUNCTION cairn.open_projection(p_ledger int, p_suffix text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_schema text := cairn.projection_schema(p_ledger, p_suffix);
BEGIN
  IF p_suffix NOT IN ('', 'new', 'check') OR NOT EXISTS (
    SELECT FROM cairn.ledger_login l WHERE l.ledger_id = p_ledger AND l.login = session_user
  ) THEN
    RAISE EXCEPTION 'this login may not project this ledger' USING ERRCODE = 'CA013';
  END IF;
  EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', v_schema);
  EXECUTE format('GRANT ALL ON SCHEMA %I TO %I', v_schema, session_user);
  RETURN v_schema;
END
$$;

-- Drops the schema with this suffix, where there is one.
CREATE FUNCTION cairn.drop_projection(p_ledger int, p_suffix text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM cairn.open_projection(p_ledger, p_suffix);
  EXECUTE format('DROP SCHEMA %I CASCADE', cairn.projection_schema(p_ledger, p_suffix));
END
$$;

-- Puts the new schema in the place of the old one.
CREATE FUNCTION cairn.swap_projection(p_ledger int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM cairn.open_projection(p_ledger, 'new');
  EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', cairn.projection_schema(p_ledger));
  EXECUTE format('ALTER SCHEMA %I RENAME TO %I', cairn.projection_schema(p_ledger, 'new'), cairn.projection_schema(p_ledger));
END
$$;

-- The logins that are bound to a ledger, for a projector that lets them read.
CREATE FUNCTION cairn.readers(p_ledger int) RETURNS TABLE (login name)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT l.login FROM cairn.ledger_login l JOIN pg_roles r ON r.rolname = l.login
  WHERE l.ledger_id = p_ledger
    AND EXISTS (SELECT FROM cairn.ledger_login o WHERE o.ledger_id = p_ledger AND o.login = session_user)
$$;

-- The schema belongs to the definer, so a reader is let in by it.
CREATE FUNCTION cairn.admit_reader(p_ledger int, p_suffix text, p_login name) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM cairn.open_projection(p_ledger, p_suffix);
  IF EXISTS (SELECT FROM cairn.ledger_login l WHERE l.ledger_id = p_ledger AND l.login = p_login) THEN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', cairn.projection_schema(p_ledger, p_suffix), p_login);
  END IF;
END
$$;

DO $$
DECLARE
  v_function text;
BEGIN
  FOREACH v_function IN ARRAY ARRAY[
    'projection_schema(int, text)', 'open_projection(int, text)', 'drop_projection(int, text)', 'swap_projection(int)', 'readers(int)',
    'admit_reader(int, text, name)'
  ] LOOP
    EXECUTE 'ALTER FUNCTION cairn.' || v_function || ' OWNER TO cairn_definer';
    EXECUTE 'REVOKE ALL ON FUNCTION cairn.' || v_function || ' FROM PUBLIC';
    EXECUTE 'GRANT EXECUTE ON FUNCTION cairn.' || v_function || ' TO cairn_projector';
  END LOOP;
END
$$;
SET LOCAL ROLE cairn_owner;
GRANT SELECT ON cairn.ledger_login TO cairn_definer;
CREATE POLICY definer ON cairn.ledger_login TO cairn_definer USING (true);
