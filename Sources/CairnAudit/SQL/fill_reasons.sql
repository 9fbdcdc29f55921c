INSERT INTO reason (code, verdict, rank)
SELECT r.code, r.verdict, nullif(r.rank, -1)
FROM unnest($1::text[], $2::text[], $3::int[]) AS r (code, verdict, rank)
