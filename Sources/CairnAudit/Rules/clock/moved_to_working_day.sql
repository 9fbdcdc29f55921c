-- The last day of a period: one that is a Saturday, Sunday or public holiday moves to the next working day
-- (Regulation 1182/71 Art. 3(4)).
CREATE FUNCTION moved_to_working_day(p_day date, p_holidays text[]) RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN is_working_day(p_day, p_holidays) THEN p_day ELSE working_day_after(p_day, 1, p_holidays) END
$$;
