-- The nth working day after a day, which itself isn't counted (Regulation 1182/71 Art. 2(2), 3(1)).
-- Among twice n days, two weeks and two for each holiday there are always n working days.
CREATE FUNCTION working_day_after(p_day date, p_number int, p_holidays text[]) RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT p_day + n.days
  FROM generate_series(1, 2 * p_number + 14 + 2 * coalesce(cardinality(p_holidays), 0)) AS n (days)
  WHERE is_working_day(p_day + n.days, p_holidays)
  ORDER BY n.days
  OFFSET p_number - 1
  LIMIT 1
$$;
