-- The entries that were marked as wrong and are known to be, each with the entry that says so: they decide nothing any
-- more, whatever time is asked about.
--
-- * A mark counts if its author is the author of what it names, or has the role of that family: a key registered for it
--   by name, or for all that `*` allows, which isn't what the registry keeps.
-- * A mark that was itself marked as wrong doesn't count; a third on the second makes the first count again.
-- Tables and not views: the views of what is known stand on this one.
CREATE VIEW corrected AS
WITH allowed AS MATERIALIZED (
  SELECT m.idx, m.target
  FROM correction_mark m
  WHERE m.idx < (SELECT known_at())
    AND (
      m.author = m.target_author
      OR EXISTS (
        SELECT
        FROM event e
        JOIN key k ON k.verb = 'registered' AND k.key = m.author AND k.idx < m.idx
        WHERE e.idx = m.target
          AND (
            e.family = ANY (k.roles)
            OR '*' = ANY (k.roles)
              AND e.family NOT IN ('key', 'ledger', 'redaction', 'recovery', 'index', 'anchor')
          )
      )
    )
)
SELECT a.target, min(a.idx) AS by_idx
FROM allowed a
WHERE NOT EXISTS (
  SELECT
  FROM allowed second
  WHERE second.target = a.idx AND NOT EXISTS (SELECT FROM allowed third WHERE third.target = second.idx)
)
GROUP BY a.target
