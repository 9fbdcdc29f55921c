-- What answers are computed by is the program's own text, and the definer makes it: a projector fills tables, and makes
-- or replaces none, nor a view, nor a function. Which texts are a program's, the owner says (cairn migrate).
--
-- CA030     projection.definition    this text is no program's that was registered here
DO $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('cairn roles'));
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'cairn_asking') THEN
    BEGIN
      -- Nobody is a member: a superuser who asks becomes it, and so no superuser asks.
      EXECUTE 'CREATE ROLE cairn_asking NOLOGIN';
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL; -- another database's migration made it meanwhile
    END;
  END IF;
END
$$;
SET LOCAL ROLE cairn_owner;

CREATE TABLE cairn.projection_definition (
  digest bytea PRIMARY KEY CHECK (octet_length(digest) = 32) -- SHA-256 of the text
);
GRANT SELECT ON cairn.projection_definition TO cairn_definer;

GRANT USAGE ON SCHEMA cairn TO cairn_asking;
GRANT SELECT ON cairn.ledger, cairn.ledger_login, cairn.entry, cairn.submission, cairn.tile, cairn.checkpoint,
  cairn.cosignature, cairn.discounted, cairn.uninterpreted, cairn.stopped TO cairn_asking;
DO $$
DECLARE
  v_table text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY[
    'ledger_login', 'entry', 'submission', 'tile', 'checkpoint', 'cosignature', 'discounted', 'uninterpreted', 'stopped'
  ] LOOP
    EXECUTE format('CREATE POLICY asking ON cairn.%I FOR SELECT TO cairn_asking USING (true)', v_table);
  END LOOP;
END
$$;
SET LOCAL ROLE cairn_definer;

-- Makes a schema for a ledger's projections, where it isn't there yet, and lets the calling projector fill what is in
-- it, whoever had it made.
CREATE OR REPLACE FUNCTION cairn.open_projection(p_ledger int, p_suffix text) RETURNS text
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
  IF NOT EXISTS (SELECT FROM pg_namespace n WHERE n.nspname = v_schema AND n.nspowner = 'cairn_definer'::regrole) THEN
    RETURN v_schema; -- somebody took it: nothing is granted here, and verification says so
  END IF;
  IF NOT has_schema_privilege(session_user, v_schema, 'USAGE') THEN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', v_schema, session_user);
  END IF;
  IF to_regclass(v_schema || '.projection') IS NOT NULL
    AND NOT has_column_privilege(session_user, v_schema || '.projection', 'position', 'UPDATE')
  THEN
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON ALL TABLES IN SCHEMA %I TO %I', v_schema, session_user);
    EXECUTE format(
      'REVOKE INSERT, DELETE ON %1$I.projection, %1$I.reason, %1$I.term FROM %2$I', v_schema, session_user);
    EXECUTE format('GRANT UPDATE (position) ON %I.projection TO %I', v_schema, session_user);
  END IF;
  RETURN v_schema;
END
$$;

-- Fails unless the owner has registered a text.
CREATE FUNCTION cairn.require_definition(p_text text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM cairn.projection_definition d WHERE d.digest = sha256(convert_to(p_text, 'UTF8'))
  ) THEN
    RAISE EXCEPTION 'these are not the projections of a program that was registered here' USING ERRCODE = 'CA030',
      HINT = 'Run cairn migrate with this program.';
  END IF;
END
$$;
REVOKE ALL ON FUNCTION cairn.require_definition(text) FROM PUBLIC;

-- Makes the tables, views and functions of a program in an empty schema, as the definer's.
CREATE FUNCTION cairn.make_projection(p_ledger int, p_suffix text, p_text text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET check_function_bodies = off
SET standard_conforming_strings = on AS $$
DECLARE
  v_schema text := cairn.open_projection(p_ledger, p_suffix);
BEGIN
  PERFORM cairn.require_definition(p_text);
  PERFORM set_config('search_path', format('%I, pg_catalog, pg_temp', v_schema), true);
  EXECUTE p_text;
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO cairn_asking', v_schema);
  EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO cairn_asking', v_schema);
  PERFORM cairn.open_projection(p_ledger, p_suffix);
END
$$;

-- Makes the indexes of one table, once it is filled.
CREATE FUNCTION cairn.index_projection(p_ledger int, p_suffix text, p_table text, p_text text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET standard_conforming_strings = on AS $$
DECLARE
  v_schema text := cairn.open_projection(p_ledger, p_suffix);
BEGIN
  PERFORM cairn.require_definition(p_text);
  PERFORM set_config('search_path', format('%I, pg_catalog, pg_temp', v_schema), true);
  EXECUTE p_text;
  EXECUTE format('ANALYZE %I.%I', v_schema, p_table);
END
$$;

-- Lets a login that is bound to the ledger read what is in the schema.
CREATE OR REPLACE FUNCTION cairn.admit_reader(p_ledger int, p_suffix text, p_login name) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_schema text := cairn.open_projection(p_ledger, p_suffix);
BEGIN
  IF EXISTS (SELECT FROM cairn.ledger_login l WHERE l.ledger_id = p_ledger AND l.login = p_login)
    AND NOT (
      has_schema_privilege(p_login, v_schema, 'USAGE')
      AND has_table_privilege(p_login, v_schema || '.projection', 'SELECT')
    )
  THEN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', v_schema, p_login);
    EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO %I', v_schema, p_login);
  END IF;
END
$$;

REVOKE ALL ON FUNCTION cairn.make_projection(int, text, text), cairn.index_projection(int, text, text, text)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cairn.make_projection(int, text, text), cairn.index_projection(int, text, text, text)
  TO cairn_projector;
