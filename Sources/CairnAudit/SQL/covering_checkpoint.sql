-- The smallest checkpoint that covers a size.
SELECT note FROM cairn.checkpoint WHERE ledger_id = $1::int AND size >= $2::bigint ORDER BY size LIMIT 1
