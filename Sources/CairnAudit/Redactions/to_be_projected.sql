-- The entries below $2 whose bodies were taken away by redactions that are sealed, but not below $2: what was
-- projected of them is still to be removed.
SELECT DISTINCT e.idx
FROM (
  SELECT convert_from(r.body, 'UTF8')::jsonb AS event
  FROM cairn.entry r
  WHERE r.ledger_id = $1::int4
    AND r.idx >= $2::int8
    AND r.idx < (SELECT max(c.size) FROM cairn.checkpoint c WHERE c.ledger_id = $1::int4)
    AND r.body IS NOT NULL
    AND NOT EXISTS (
      SELECT FROM cairn.discounted d WHERE d.ledger_id = r.ledger_id AND d.first_index = r.first_index
    )
    AND NOT EXISTS (SELECT FROM cairn.uninterpreted u WHERE u.ledger_id = r.ledger_id AND u.idx = r.idx)
  OFFSET 0
) p
JOIN cairn.entry e ON e.ledger_id = $1::int4
  AND e.idx = CASE WHEN p.event->>'type' = 'cairn.redaction.recorded.v1' THEN (p.event->'data'->>'index')::bigint END
WHERE e.idx < $2::int8
  AND e.body IS NULL
