-- Everything that migrations make, by name, with its whole definition, owner and rights. The partitions of ledgers are
-- like one another, whatever their numbers.
WITH schema AS (
  SELECT n.oid, n.nspname, n.nspowner, n.nspacl FROM pg_namespace n WHERE n.nspname IN ('cairn', 'cairn_vault')
), relation AS (
  SELECT c.*, c.oid::regclass::text AS name FROM pg_class c JOIN schema s ON s.oid = c.relnamespace
  WHERE c.relkind NOT IN ('i', 'I', 't')
), object AS (
  SELECT 'schema ' || s.nspname AS name, concat_ws(' ', s.nspowner::regrole, (
    SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(s.nspacl) a)) AS definition
  FROM schema s
  UNION ALL
  SELECT 'object ' || i.type || ' ' || i.identity, ''
  FROM schema s
  JOIN pg_depend d ON d.refclassid = 'pg_namespace'::regclass AND d.refobjid = s.oid
  CROSS JOIN pg_identify_object(d.classid, d.objid, d.objsubid) i
  UNION ALL
  SELECT 'function ' || p.oid::regprocedure, concat_ws(
    ' ', p.proowner::regrole, (SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(p.proacl) a),
    CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END)
  FROM pg_proc p JOIN schema s ON s.oid = p.pronamespace
  UNION ALL
  SELECT 'relation ' || c.name, concat_ws(
    ' ', c.relowner::regrole, c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.reloptions,
    (SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(c.relacl) a),
    CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END)
  FROM relation c
  UNION ALL
  SELECT 'column ' || c.name || '.' || a.attname, concat_ws(
    ' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, a.attstorage,
    a.attcollation::regcollation, pg_get_expr(v.adbin, v.adrelid),
    (SELECT string_agg(l::text, ' ' ORDER BY l::text) FROM unnest(a.attacl) l))
  FROM relation c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef v ON v.adrelid = a.attrelid AND v.adnum = a.attnum
  UNION ALL
  SELECT 'constraint ' || c.name || '.' || k.conname, pg_get_constraintdef(k.oid)
  FROM relation c JOIN pg_constraint k ON k.conrelid = c.oid
  UNION ALL
  SELECT 'trigger ' || c.name || '.' || t.tgname, pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text
  FROM relation c JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal
  UNION ALL
  SELECT 'rule ' || c.name || '.' || r.rulename, pg_get_ruledef(r.oid) || ' ' || r.ev_enabled::text
  FROM relation c JOIN pg_rewrite r ON r.ev_class = c.oid AND r.rulename <> '_RETURN'
  UNION ALL
  SELECT 'policy ' || c.name || '.' || p.polname, concat_ws(
    ' ', p.polcmd, p.polpermissive, p.polroles::regrole[]::text, pg_get_expr(p.polqual, p.polrelid),
    pg_get_expr(p.polwithcheck, p.polrelid))
  FROM relation c JOIN pg_policy p ON p.polrelid = c.oid
  UNION ALL
  SELECT 'index ' || c.name || ' ' || i.indexrelid::regclass, concat_ws(
    ' ', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisready)
  FROM relation c JOIN pg_index i ON i.indrelid = c.oid
)
SELECT DISTINCT regexp_replace(o.name, '\mentry_\d+', 'entry_N', 'g'),
  regexp_replace(o.definition, '(\mentry_)\d+|(FOR VALUES IN \()\d+', '\1\2N', 'g')
FROM object o
ORDER BY 1, 2
