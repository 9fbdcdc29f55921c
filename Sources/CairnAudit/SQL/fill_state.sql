INSERT INTO projection (name, position, definition)
SELECT s.name, 0, s.definition FROM unnest($1::text[], $2::text[]) AS s (name, definition)
