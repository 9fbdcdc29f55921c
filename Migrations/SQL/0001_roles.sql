-- The roles of a cluster that serves ledgers, none of which may log in: logins are made members of them.
--
-- The login that migrates owns the database and has CREATEROLE; it need not be a superuser. Roles belong to the whole
-- cluster, so another database may have made them already.
DO $$
DECLARE
  v_role text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('cairn roles'));
  FOREACH v_role IN ARRAY ARRAY[
    'cairn_owner', 'cairn_definer', 'cairn_administrator', 'cairn_appender', 'cairn_sealer', 'cairn_projector',
    'cairn_auditor', 'cairn_vault'
  ] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = v_role) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', v_role);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL; -- another database's migration made it meanwhile
      END;
    END IF;
  END LOOP;
  IF NOT pg_has_role(current_user, 'cairn_owner', 'MEMBER') THEN EXECUTE format('GRANT cairn_owner TO %I', current_user); END IF;
  IF NOT pg_has_role(current_user, 'cairn_definer', 'MEMBER') THEN EXECUTE format('GRANT cairn_definer TO %I', current_user); END IF;
END
$$;

CREATE SCHEMA IF NOT EXISTS cairn;
ALTER SCHEMA cairn OWNER TO cairn_owner;
GRANT USAGE ON SCHEMA cairn TO cairn_definer, cairn_administrator, cairn_appender, cairn_sealer, cairn_projector, cairn_auditor, cairn_vault;
GRANT CREATE ON SCHEMA cairn TO cairn_definer;
