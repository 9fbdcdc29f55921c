-- The entries that were signed by a key when it may already have been in other hands (key.revoked with
-- compromisedSince), from the first to the last of each run, with the revocation that says so. They may restrict, and
-- permit nothing.
-- reads the tables: doubtful, which has revocations of keys by entry and no time of its own.
CREATE FUNCTION doubtful_standing() RETURNS TABLE (first_idx bigint, last_idx bigint, by_idx bigint, key text)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT d.first_idx, d.last_idx, d.idx, d.author
  FROM doubtful d
  WHERE d.idx < (SELECT known_at())
$$
