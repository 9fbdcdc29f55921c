-- Each event that marks another as wrong, or puts one in its place, with the entry that it names and the
-- authors of both.
-- An event names another by its id, and only one that was there before: nobody marks what is still to come. An id means
-- the first entry that counts and has it.
INSERT INTO correction_mark (idx, target, author, target_author)
SELECT b.idx, marked.idx, marking.author, marked.author
FROM pg_temp.batch b
CROSS JOIN LATERAL (
  SELECT s.author
  FROM cairn.entry e
  JOIN cairn.submission s ON s.ledger_id = e.ledger_id AND s.first_index = e.first_index
  WHERE e.ledger_id = b.ledger_id AND e.idx = b.idx
  LIMIT 1
) marking
CROSS JOIN LATERAL (
  SELECT e.idx, s.author
  FROM cairn.entry e
  JOIN cairn.submission s ON s.ledger_id = e.ledger_id AND s.first_index = e.first_index
  WHERE e.ledger_id = b.ledger_id
    AND e.event_id = CASE
      WHEN b.data->>'target' ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
        THEN (b.data->>'target')::uuid END
    AND NOT EXISTS (SELECT FROM cairn.discounted d WHERE d.ledger_id = b.ledger_id AND d.first_index = e.first_index)
    AND NOT EXISTS (
      SELECT
      FROM cairn.uninterpreted u
      WHERE u.ledger_id = b.ledger_id AND u.idx = e.idx AND u.code <> 'event.malformed'
    )
  ORDER BY e.idx
  LIMIT 1
) marked
WHERE b.type IN ('cairn.correction.marked.v1', 'cairn.correction.replaced.v1') AND marked.idx < b.idx
