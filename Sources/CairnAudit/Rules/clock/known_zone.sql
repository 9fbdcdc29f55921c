-- The name of a time zone where this database knows it, else NULL: a name that nobody knows must not stop an answer.
CREATE FUNCTION known_zone(p_zone text) RETURNS text LANGUAGE plpgsql STABLE PARALLEL UNSAFE AS $$
BEGIN
  PERFORM now() AT TIME ZONE p_zone;
  RETURN p_zone;
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN NULL;
END
$$;
