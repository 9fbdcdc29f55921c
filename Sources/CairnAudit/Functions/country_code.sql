-- A country as ISO 3166-1 alpha-2 writes it: in capitals, Greece as GR and the United Kingdom as GB however the
-- institutions of the Union write them, and Northern Ireland, whose code XI is for goods only, as part of the United
-- Kingdom.
CREATE FUNCTION country_code(p_country text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE upper(btrim(p_country))
    WHEN 'EL' THEN 'GR'
    WHEN 'UK' THEN 'GB'
    WHEN 'XI' THEN 'GB'
    ELSE upper(btrim(p_country))
  END
$$
