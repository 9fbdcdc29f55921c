-- Whether periods are counted by a member state's own calendar. Where not, every answer with a date must say so.
CREATE FUNCTION has_legal_calendar() RETURNS boolean LANGUAGE sql STABLE PARALLEL UNSAFE AS $$
  SELECT c.is_set FROM legal_calendar() c
$$;
