-- By how many days something was or is too late: the date in the zone on which it was done, less the last day in
-- time. NULL where it was in time, or where there is no last day.
CREATE FUNCTION days_late(p_last_day date, p_done timestamptz, p_zone text) RETURNS int
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(greatest(day_in(p_done, p_zone) - p_last_day, 0), 0)
$$;
