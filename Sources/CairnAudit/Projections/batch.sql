-- Parses each body once, for every projection: sealed entries that count and whose bodies are here.
INSERT INTO pg_temp.batch
SELECT e.idx, to_timestamp(e.recorded_at / 1000000.0), (e.event->>'time')::timestamptz,
  e.type,
  CASE WHEN e.is_ours THEN split_part(e.type, '.', 2) ELSE e.type END,
  CASE WHEN e.is_ours THEN split_part(e.type, '.', 3) ELSE '' END,
  e.data->'actor'->>'id', e.data->'actor'->>'kind', e.data->'actor'->>'organisation', e.data->'actor'->>'onBehalfOf',
  CASE
    WHEN jsonb_typeof(e.data->'subjects') = 'array' AND jsonb_array_length(e.data->'subjects') = 1
    THEN e.data->'subjects'->>0
  END,
  e.data, $1::int4
FROM (
  SELECT p.idx, p.recorded_at, p.event, p.event->>'type' AS type, p.event->'data' AS data,
    p.event->>'type' ~ '^cairn\.[a-z0-9-]+\.[a-z0-9-]+\.v(0|[1-9][0-9]{0,17})$' AS is_ours
  FROM (
    SELECT r.idx, r.recorded_at, convert_from(r.body, 'UTF8')::jsonb AS event
    FROM cairn.entry r
    WHERE r.ledger_id = $1::int4 AND r.idx >= $2::int8 AND r.idx < $3::int8 AND r.body IS NOT NULL
      AND NOT EXISTS (
        SELECT FROM cairn.discounted d WHERE d.ledger_id = r.ledger_id AND d.first_index = r.first_index
      )
      AND NOT EXISTS (SELECT FROM cairn.uninterpreted u WHERE u.ledger_id = r.ledger_id AND u.idx = r.idx)
    OFFSET 0
  ) p
) e
