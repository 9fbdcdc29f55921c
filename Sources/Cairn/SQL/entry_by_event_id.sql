-- The entries that may be an event's, with their bodies, in which its id must stand; first those that count.
SELECT idx, body
FROM cairn.entry
WHERE ledger_id = $1::int4 AND event_id = $2::uuid AND body IS NOT NULL
ORDER BY author_id IS NULL, idx
