INSERT INTO cairn.projection_definition (digest)
SELECT sha256(convert_to(t.text, 'UTF8')) FROM unnest($1::text[]) AS t (text)
ON CONFLICT DO NOTHING
