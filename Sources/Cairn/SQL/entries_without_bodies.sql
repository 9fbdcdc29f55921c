SELECT e.idx, e.recorded_at, e.first_index, e.position, coalesce(m.given, e.event_id), e.leaf_hash,
  CASE WHEN e.first_index = ANY ($4::int8[]) THEN e.body END,
  CASE
    WHEN e.first_index = ANY ($4::int8[]) THEN e.body_hash
    ELSE coalesce(e.body_hash, sha256('\x00'::bytea || e.body))
  END
FROM cairn.entry e
LEFT JOIN cairn.misnamed m ON m.ledger_id = e.ledger_id AND m.idx = e.idx
WHERE e.ledger_id = $1::int4 AND e.idx >= $2::int8 AND e.idx < $3::int8
ORDER BY e.idx
