SELECT s.first_index, s.note
FROM cairn.submission s
WHERE s.ledger_id = $1::int4 AND s.author = ANY ($2::text[])
  AND NOT EXISTS (SELECT FROM cairn.discounted d WHERE d.ledger_id = s.ledger_id AND d.first_index = s.first_index)
ORDER BY s.first_index
