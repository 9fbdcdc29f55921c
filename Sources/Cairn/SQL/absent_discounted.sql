-- The bundles of 256 entries that hold entries of submissions that don't count, and whose bodies were discarded; each
-- with the number of bytes that its bodies have, each behind a length of two bytes.
SELECT b.bundle, (
    SELECT sum(2 + coalesce(octet_length(e.body), 0))
    FROM cairn.entry e
    WHERE e.ledger_id = $1::int4 AND e.idx >= b.bundle * 256 AND e.idx < (b.bundle + 1) * 256
  )
FROM (
  SELECT DISTINCT e.idx / 256 AS bundle
  FROM cairn.discounted d
  JOIN cairn.entry e ON e.ledger_id = $1::int4 AND e.idx >= d.first_index AND e.idx < d.first_index + 10000
    AND e.first_index = d.first_index
  WHERE d.ledger_id = $1::int4 AND d.first_index < $2::int8 AND e.body IS NULL
) b
WHERE (b.bundle + 1) * 256 <= $2::int8
