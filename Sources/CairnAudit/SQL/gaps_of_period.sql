-- What sources say is missing from the ledger, found in a period, by source.
SELECT g.source, sum(g.missing)::bigint, array_to_string(array_agg(g.idx ORDER BY g.idx), ', ')
FROM source_gap() g
WHERE g.kind = 'gap-detected' AND g.missing > 0
  AND ($1::text IS NULL OR g.at >= $1::text::timestamptz)
  AND ($2::text IS NULL OR g.at < $2::text::timestamptz)
GROUP BY g.source
ORDER BY g.source
