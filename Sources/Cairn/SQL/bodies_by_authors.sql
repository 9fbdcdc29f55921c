-- The events of submissions by some authors which count as far as the sealer has said: after an index, in submissions
-- that start at another one or after it. Each submission's entries are looked up by themselves: a join by range alone
-- would read the whole ledger.
SELECT e.idx, e.body, s.first_index, s.author
FROM (
  SELECT t.*, sum(t.next_index - t.first_index) OVER (ORDER BY t.first_index) - (t.next_index - t.first_index) AS before
  FROM (
    SELECT s.first_index, s.author, coalesce((
        SELECT n.first_index
        FROM cairn.submission n
        WHERE n.ledger_id = $1::int4 AND n.first_index > s.first_index
        ORDER BY n.first_index LIMIT 1
      ), s.first_index + 10000) AS next_index
    FROM cairn.submission s
    WHERE s.ledger_id = $1::int4 AND s.author = ANY ($2::text[]) AND s.first_index >= $3::int8
      AND NOT EXISTS (SELECT FROM cairn.discounted d WHERE d.ledger_id = $1::int4 AND d.first_index = s.first_index)
    ORDER BY s.first_index
    LIMIT 256
  ) t
) s
CROSS JOIN LATERAL (
  SELECT e.idx, e.body
  FROM cairn.entry e
  WHERE e.ledger_id = $1::int4 AND e.idx >= s.first_index AND e.idx < s.next_index AND e.idx > $4::int8
  ORDER BY e.idx
  LIMIT 10000
) e
WHERE s.before < 10000
ORDER BY e.idx
LIMIT 1024
