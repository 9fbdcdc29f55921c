-- Each registration and revocation of an opt-out, one row a person, with the time from which it counts and what it
-- extends to: `scope` is empty where it is all data (no scope, or `all`), `categories` NULL where it is every category.
CREATE VIEW opt_out_change AS
SELECT o.subject, o.idx, o.verb, coalesce(o.effective_at, o.occurred_at) AS at,
  coalesce(nullif(lower(o.scope), 'all'), '') COLLATE "C" AS scope, nullif(o.categories, '{}') AS categories
FROM opt_out_then o
WHERE o.subject IS NOT NULL AND o.verb IN ('registered', 'revoked')
UNION ALL
SELECT r.ref, o.idx, o.verb, coalesce(o.effective_at, o.occurred_at),
  coalesce(nullif(lower(o.scope), 'all'), '') COLLATE "C", nullif(o.categories, '{}')
FROM reference_then r
JOIN opt_out_then o ON o.idx = r.idx AND o.subject IS NULL AND o.verb IN ('registered', 'revoked')
WHERE r.kind = 'subjects'
