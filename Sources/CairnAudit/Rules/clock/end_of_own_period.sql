-- When a period ends that a controller set itself, such as a retention: calendar days in the zone to the end of the
-- day. It doesn't move over week-ends and holidays: Regulation 1182/71 is about acts of the Union.
CREATE FUNCTION end_of_own_period(p_event timestamptz, p_length interval, p_zone text) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT end_of_day(((p_event AT TIME ZONE p_zone) + p_length)::date, p_zone)
$$;
