-- The first row that only one of two tables has, and whether it is the live one that has it.
SELECT d.idx, d.is_extra
FROM (
  (
    SELECT l.idx, true AS is_extra, l::text AS line FROM live.event l WHERE l.idx <> ALL ($1::bigint[])
    EXCEPT ALL
    SELECT f.idx, true, f::text FROM fresh.event f
  )
  UNION ALL
  (
    SELECT f.idx, false, f::text FROM fresh.event f WHERE f.idx <> ALL ($1::bigint[])
    EXCEPT ALL
    SELECT l.idx, false, l::text FROM live.event l
  )
) d
ORDER BY d.idx, d.is_extra
LIMIT 1
