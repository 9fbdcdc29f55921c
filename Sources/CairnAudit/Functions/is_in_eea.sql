-- Whether a country is in the European Economic Area, where a transfer needs no safeguard of chapter V (GDPR Art. 44):
-- by its code of ISO 3166-1, in any case of letters, and EL, which the Union writes for GR. NULL where none is known.
CREATE FUNCTION is_in_eea(p_country text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT upper(p_country) IN (
    'AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'EL', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IS', 'IT', 'LI',
    'LT', 'LU', 'LV', 'MT', 'NL', 'NO', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'
  )
$$
