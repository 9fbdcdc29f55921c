-- The entries that a key signed from the index on at which it may have been in other hands, as its revocation says: one
-- run a submission, up to the revocation, after which the key signs nothing that counts.
INSERT INTO doubtful (idx, author, first_idx, last_idx)
SELECT b.idx, b.data->>'key', greatest(run.first_idx, (b.data->>'compromisedSince')::bigint), run.last_idx
FROM pg_temp.batch b
CROSS JOIN LATERAL (
  SELECT s.first_index AS first_idx, least(b.idx, next.first_index - 1) AS last_idx
  FROM cairn.submission s
  LEFT JOIN LATERAL (
    SELECT n.first_index
    FROM cairn.submission n
    WHERE n.ledger_id = s.ledger_id AND n.first_index > s.first_index
    ORDER BY n.first_index
    LIMIT 1
  ) next ON true
  WHERE s.ledger_id = b.ledger_id AND s.author = b.data->>'key' AND s.first_index <= b.idx
  OFFSET 0
) run
WHERE b.type = 'cairn.key.revoked.v1' AND run.last_idx >= (b.data->>'compromisedSince')::bigint
