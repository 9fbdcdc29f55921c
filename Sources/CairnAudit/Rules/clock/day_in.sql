-- The date of an instant on the wall of a time zone.
CREATE FUNCTION day_in(p_at timestamptz, p_zone text) RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT (p_at AT TIME ZONE p_zone)::date
$$;
