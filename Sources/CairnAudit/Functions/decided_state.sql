-- What a word of a decision on a person's request means: upheld, upheld-in-part or rejected. The words are a closed
-- list; any other is unknown, and nothing is read into it.
CREATE FUNCTION decided_state(p_decision text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN p_decision IN ('granted', 'upheld') THEN 'upheld'
    WHEN p_decision IN ('granted-in-part', 'upheld-in-part') THEN 'upheld-in-part'
    WHEN p_decision IN ('refused', 'rejected') THEN 'rejected'
    ELSE 'unknown' END
$$
