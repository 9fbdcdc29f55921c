-- Whether what an event names is this dataset version. A name without a version means every version of the dataset
-- (`livers` names `livers@1` and `livers@2`); a version means itself alone. Nothing named is no version.
CREATE FUNCTION names_version(p_named text, p_version text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT p_named = p_version
    OR strpos(p_named, '@') = 0 AND strpos(p_version, '@') > 0 AND split_part(p_version, '@', 1) = p_named
$$
