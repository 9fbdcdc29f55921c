-- Whether a day is a working day: every day but public holidays, Sundays and Saturdays (Regulation 1182/71 Art.
-- 2(2)). 1 January and 25 December are free in every member state; other holidays, as YYYY-MM-DD, come from
-- legal_calendar().
CREATE FUNCTION is_working_day(p_day date, p_holidays text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT extract(isodow FROM p_day) < 6
    AND to_char(p_day, 'MM-DD') NOT IN ('01-01', '12-25')
    AND to_char(p_day, 'YYYY-MM-DD') <> ALL (coalesce(p_holidays, '{}'))
$$;
