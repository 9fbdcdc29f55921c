-- Whether a part of an opt-out (a scope or a category) reaches imaging data: true for all data and for images, NULL for
-- a word that isn't in this list, since national registers word their parts themselves (EHDS Art. 71(1)): not known is
-- never "no". No part at all is all data.
CREATE FUNCTION is_imaging(p_part text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN p_part IS NULL OR lower(p_part) IN (
      'all', 'imaging', 'images', 'image', 'medical-imaging', 'eu-ehds:medicalimaging'
    ) THEN true END
$$
