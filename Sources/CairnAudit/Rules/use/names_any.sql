-- Whether what an event names is one of these dataset versions.
CREATE FUNCTION names_any(p_named text, p_versions text[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT EXISTS (SELECT FROM unnest(p_versions) AS x (version) WHERE names_version(p_named, x.version))
$$
