-- Reported findings, with how many persons each concerns.
SELECT
  r.finding,
  r.permits AS permit,
  r.occurred_at AS reported_at,
  r.recipient,
  (
    SELECT count(DISTINCT named.ref) FROM reference_then named WHERE named.idx = r.idx AND named.kind = 'subjects'
  ) AS subjects,
  ARRAY[r.idx] AS entries
FROM result_then r
WHERE r.verb = 'finding-reported' AND ($1::text IS NULL OR r.permits @> ARRAY[$1::text] COLLATE "C")
ORDER BY r.occurred_at, r.idx
