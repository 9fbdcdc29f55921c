-- Append-only is enforced by the database. This stops accidents; what an owner does anyway, verification finds.
SET LOCAL ROLE cairn_owner;

CREATE FUNCTION cairn.refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'table %.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'CA010',
    HINT = 'Record what changed as a new event.';
END
$$;
REVOKE ALL ON FUNCTION cairn.refuse_change() FROM PUBLIC;

DO $$
DECLARE
  v_table text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY['entry', 'submission', 'tile', 'checkpoint', 'cosignature', 'discounted', 'uninterpreted', 'ledger'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON cairn.%I FOR EACH ROW EXECUTE FUNCTION cairn.refuse_change()', v_table);
    EXECUTE format('ALTER TABLE cairn.%I ENABLE ALWAYS TRIGGER append_only', v_table);
    EXECUTE format('CREATE TRIGGER never_truncated BEFORE TRUNCATE ON cairn.%I FOR EACH STATEMENT EXECUTE FUNCTION cairn.refuse_change()', v_table);
    EXECUTE format('ALTER TABLE cairn.%I ENABLE ALWAYS TRIGGER never_truncated', v_table);
  END LOOP;
END
$$;
