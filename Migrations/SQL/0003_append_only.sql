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

-- The same for entries, with one exception: where cairn.redact or cairn.discard takes a body away, its hash takes its
-- place, and a random id that of its event id. Nobody else has the rights of cairn_definer.
CREATE FUNCTION cairn.refuse_change_of_entry() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_user = 'cairn_definer' THEN
    IF (NEW.ledger_id, NEW.idx, NEW.recorded_at, NEW.first_index, NEW.position, NEW.leaf_hash)
        = (OLD.ledger_id, OLD.idx, OLD.recorded_at, OLD.first_index, OLD.position, OLD.leaf_hash)
      AND NEW.event_id <> OLD.event_id
      AND OLD.body IS NOT NULL
      AND NEW.body IS NULL
      AND NEW.body_hash = sha256('\x00'::bytea || OLD.body)
    THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'table %.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'CA010',
    HINT = 'Record what changed as a new event; cairn redact takes away a body.';
END
$$;
REVOKE ALL ON FUNCTION cairn.refuse_change_of_entry() FROM PUBLIC;

DO $$
DECLARE
  v_table text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY[
    'entry', 'submission', 'tile', 'checkpoint', 'cosignature', 'discounted', 'uninterpreted', 'ledger'
  ] LOOP
    EXECUTE format(
      'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON cairn.%I FOR EACH ROW EXECUTE FUNCTION cairn.%I()',
      v_table, CASE v_table WHEN 'entry' THEN 'refuse_change_of_entry' ELSE 'refuse_change' END);
    EXECUTE format('ALTER TABLE cairn.%I ENABLE ALWAYS TRIGGER append_only', v_table);
    EXECUTE format(
      'CREATE TRIGGER never_truncated BEFORE TRUNCATE ON cairn.%I FOR EACH STATEMENT '
        'EXECUTE FUNCTION cairn.refuse_change()',
      v_table);
    EXECUTE format('ALTER TABLE cairn.%I ENABLE ALWAYS TRIGGER never_truncated', v_table);
  END LOOP;
END
$$;
