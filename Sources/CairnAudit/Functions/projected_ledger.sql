-- The ledger whose projections are read, by the number that tables of `cairn` know it by.
CREATE FUNCTION projected_ledger() RETURNS int LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT substring(current_schema() FROM '^cairn_projection_([0-9]+)')::int
$$
