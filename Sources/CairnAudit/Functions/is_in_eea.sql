-- Whether a country is in the European Economic Area, where a transfer needs no safeguard of chapter V (GDPR Art. 44).
-- NULL where none is named, or none that exists.
CREATE FUNCTION is_in_eea(p_country text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT country_region(p_country) = 'eea'
$$
