-- A period of ISO 8601 that has one unit, in words: P10Y is 10 years. NULL for any other.
CREATE FUNCTION period_words(p_period text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT m[1] || ' ' || CASE m[2] WHEN 'Y' THEN 'year' WHEN 'M' THEN 'month' WHEN 'W' THEN 'week' ELSE 'day' END
    || CASE m[1] WHEN '1' THEN '' ELSE 's' END
  FROM regexp_match(p_period, '^P([0-9]+)([YMWD])$') AS m
$$
