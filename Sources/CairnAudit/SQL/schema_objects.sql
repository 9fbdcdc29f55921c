-- Everything that a schema has: what it is, its name, and its whole definition with owner and rights, in which the
-- schema itself is called S. Of rights, those count that let somebody do more than read and fill. Indexes, and what
-- they hold, are looked at where $2 says so: they are made last.
WITH schema AS (
  SELECT n.oid, n.nspname, n.nspowner, n.nspacl FROM pg_namespace n WHERE n.nspname = $1::text
), relation AS (
  SELECT c.* FROM pg_class c JOIN schema s ON s.oid = c.relnamespace WHERE c.relkind NOT IN ('i', 'I', 't')
), grants AS (
  SELECT 'schema' AS kind, 'S' AS name, a.grantee, a.privilege_type
  FROM schema s CROSS JOIN aclexplode(s.nspacl) a
  WHERE a.grantee <> s.nspowner AND a.privilege_type <> 'USAGE' OR a.grantee = 0
  UNION ALL
  SELECT 'relation', c.relname, a.grantee, a.privilege_type
  FROM relation c CROSS JOIN aclexplode(c.relacl) a
  WHERE a.grantee <> c.relowner
    AND (
      a.grantee = 0
      OR a.privilege_type NOT IN ('SELECT', 'INSERT', 'DELETE')
      OR c.relname IN ('projection', 'reason', 'term') AND a.privilege_type <> 'SELECT'
    )
  UNION ALL
  SELECT 'column', c.relname || '.' || a.attname, l.grantee, l.privilege_type
  FROM relation c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attacl IS NOT NULL
  CROSS JOIN aclexplode(a.attacl) l
  WHERE l.grantee = 0 OR (c.relname, a.attname, l.privilege_type) <> ('projection', 'position', 'UPDATE')
), object AS (
  SELECT 'schema' AS kind, 'S' AS name, s.nspowner::regrole::text AS definition FROM schema s
  UNION ALL
  -- Of whatever kind: functions, types, operators, collations.
  SELECT 'object', i.type || ' ' || i.identity, ''
  FROM schema s
  JOIN pg_depend d ON d.refclassid = 'pg_namespace'::regclass AND d.refobjid = s.oid
  CROSS JOIN pg_identify_object(d.classid, d.objid, d.objsubid) i
  WHERE $2::boolean OR i.type <> 'index'
  UNION ALL
  SELECT 'function', p.oid::regprocedure::text, concat_ws(
    ' ', p.proowner::regrole, p.proacl, CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END)
  FROM pg_proc p JOIN schema s ON s.oid = p.pronamespace
  UNION ALL
  SELECT 'relation', c.relname, concat_ws(
    ' ', c.relowner::regrole, c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.relispartition,
    c.reloptions, CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END,
    (SELECT string_agg(h.inhparent::regclass::text, ' ') FROM pg_inherits h WHERE h.inhrelid = c.oid))
  FROM relation c
  UNION ALL
  SELECT 'column', c.relname || '.' || a.attname, concat_ws(
    ' ', a.attnum, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
    a.attcollation::regcollation, pg_get_expr(v.adbin, v.adrelid))
  FROM relation c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef v ON v.adrelid = a.attrelid AND v.adnum = a.attnum
  UNION ALL
  SELECT 'constraint', c.relname || '.' || k.conname, pg_get_constraintdef(k.oid)
  FROM relation c JOIN pg_constraint k ON k.conrelid = c.oid
  WHERE $2::boolean OR k.contype NOT IN ('p', 'u', 'x')
  UNION ALL
  SELECT 'trigger', c.relname || '.' || t.tgname, pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text
  FROM relation c JOIN pg_trigger t ON t.tgrelid = c.oid
  UNION ALL
  SELECT 'rule', c.relname || '.' || r.rulename, pg_get_ruledef(r.oid) || ' ' || r.ev_enabled::text
  FROM relation c JOIN pg_rewrite r ON r.ev_class = c.oid AND (r.rulename <> '_RETURN' OR c.relkind NOT IN ('v', 'm'))
  UNION ALL
  SELECT 'policy', c.relname || '.' || p.polname, concat_ws(
    ' ', p.polcmd, p.polpermissive, p.polroles, pg_get_expr(p.polqual, p.polrelid),
    pg_get_expr(p.polwithcheck, p.polrelid))
  FROM relation c JOIN pg_policy p ON p.polrelid = c.oid
  UNION ALL
  SELECT 'index', c.relname || '.' || i.indexrelid::regclass, concat_ws(
    ' ', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisready)
  FROM relation c JOIN pg_index i ON i.indrelid = c.oid
  WHERE $2::boolean
  UNION ALL
  SELECT 'grant on ' || g.kind, concat_ws(' ', g.name, 'to', CASE g.grantee WHEN 0 THEN 'PUBLIC' END), string_agg(
    DISTINCT g.privilege_type, ' ' ORDER BY g.privilege_type)
  FROM grants g
  GROUP BY g.kind, g.name, g.grantee
)
SELECT DISTINCT replace(concat_ws(' ', o.kind, o.name), $1::text, 'S'), replace(o.definition, $1::text, 'S')
FROM object o
ORDER BY 1, 2
