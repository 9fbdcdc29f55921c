-- The first instant after a day in a time zone: 24:00 on its wall.
CREATE FUNCTION end_of_day(p_day date, p_zone text) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT (p_day + 1)::timestamp AT TIME ZONE p_zone
$$;
