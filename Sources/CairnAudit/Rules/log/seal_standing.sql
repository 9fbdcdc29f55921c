-- How far the ledger is sealed, and how far witnesses saw it: the size of the newest checkpoint; how many entries came
-- since, by the time asked about, and since when they wait; the newest size that a witness signed, and when the
-- witness says that it saw it (C2SP tlog-cosignature: after the four bytes of the key, the seconds since 1970 in
-- eight).
--
-- All of it is as the database has it now: checkpoints bear no time, so how it was at an earlier time isn't known.
CREATE FUNCTION seal_standing()
RETURNS TABLE (sealed bigint, unsealed bigint, unsealed_since timestamptz, witnessed bigint, witnessed_at timestamptz)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT
    coalesce(seal.size, 0),
    waiting.entries,
    to_timestamp(waiting.since / 1000000.0),
    seen.size,
    CASE
      WHEN seen.signature ~ '^[A-Za-z0-9+/]{102}==$'
      THEN to_timestamp(
        ('x' || encode(substring(decode(seen.signature, 'base64') FROM 5 FOR 8), 'hex'))::bit(64)::bigint
      )
    END
  FROM (SELECT max(c.size) AS size FROM cairn.checkpoint c WHERE c.ledger_id = projected_ledger()) seal
  CROSS JOIN LATERAL (
    SELECT count(*) AS entries, min(e.recorded_at) AS since
    FROM cairn.entry e
    WHERE e.ledger_id = projected_ledger()
      AND e.idx >= coalesce(seal.size, 0)
      AND to_timestamp(e.recorded_at / 1000000.0) <= valid_at()
  ) waiting
  LEFT JOIN LATERAL (
    SELECT s.size, (string_to_array(btrim(convert_from(s.line, 'UTF8'), E'\n'), ' '))[3] AS signature
    FROM cairn.cosignature s
    WHERE s.ledger_id = projected_ledger()
    ORDER BY s.size DESC
    LIMIT 1
  ) seen ON true
$$
