INSERT INTO term (narrow, broad)
SELECT * FROM unnest($1::text[], $2::text[])
