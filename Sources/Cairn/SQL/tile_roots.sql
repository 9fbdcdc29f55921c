SELECT idx, root
FROM cairn.tile
WHERE ledger_id = $1::int4 AND level = $2::int4 AND idx >= $3::int8 AND idx < $4::int8
ORDER BY idx
