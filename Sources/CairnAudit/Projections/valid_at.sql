-- The time in the world that an answer is about: what happened after it isn't seen. Who asks sets it.
CREATE FUNCTION valid_at()
RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT current_setting('cairn.then')::timestamptz
$$;
