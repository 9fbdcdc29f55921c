WITH new_tiles AS (
  INSERT INTO cairn.tile (ledger_id, level, idx, hashes, root)
  SELECT $1::int4, t.level, t.idx, nullif(t.hashes, ''::bytea), t.root
  FROM unnest($2::int8[], $3::int8[], $4::bytea[], $5::bytea[]) AS t (level, idx, hashes, root)
  ON CONFLICT DO NOTHING
), new_discounted AS (
  INSERT INTO cairn.discounted (ledger_id, first_index, code)
  SELECT $1::int4, d.first_index, d.code FROM unnest($6::int8[], $7::text[]) AS d (first_index, code)
  ON CONFLICT DO NOTHING
)
INSERT INTO cairn.uninterpreted (ledger_id, idx, code)
SELECT $1::int4, u.idx, u.code FROM unnest($8::int8[], $9::text[]) AS u (idx, code)
ON CONFLICT DO NOTHING
