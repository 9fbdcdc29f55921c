-- The bundles of 256 entries that hold entries of submissions that don't count, and whose bodies were discarded; each
-- with the number of bytes that its bodies have, each behind a length of two bytes.
SELECT b.bundle, (
    SELECT sum(2 + coalesce(octet_length(e.body), 0))
    FROM cairn.entry e
    WHERE e.ledger_id = $1::int4 AND e.idx >= b.bundle * 256 AND e.idx < (b.bundle + 1) * 256
  )
FROM (
  SELECT DISTINCT e.bundle
  FROM (
    SELECT d.first_index, coalesce((
        SELECT n.first_index
        FROM cairn.submission n
        WHERE n.ledger_id = $1::int4 AND n.first_index > d.first_index
        ORDER BY n.first_index LIMIT 1
      ), d.first_index + 10000) AS next_index
    FROM cairn.discounted d
    WHERE d.ledger_id = $1::int4 AND d.first_index < $2::int8
  ) s
  CROSS JOIN LATERAL (
    SELECT e.idx / 256 AS bundle
    FROM cairn.entry e
    WHERE e.ledger_id = $1::int4 AND e.idx >= s.first_index AND e.idx < s.next_index AND e.body IS NULL
    OFFSET 0
  ) e
) b
WHERE (b.bundle + 1) * 256 <= $2::int8
