-- asset_subject of everything: planned only where it is read, for statements in which it seldom is.
CREATE FUNCTION every_asset_subject() RETURNS TABLE (asset text, subject text) LANGUAGE sql STABLE PARALLEL SAFE
ROWS 100000
SET jit = off
AS $$
  SELECT s.asset, s.subject FROM asset_subject() s
$$
