-- The ledger's size that an answer may know: only entries below it are known. Who asks sets it; without it nothing is
-- answered.
CREATE FUNCTION known_at()
RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT current_setting('cairn.known')::bigint
$$;
