-- When a period of the law ends (Regulation 1182/71). The event is receipt, issue or awareness; what is done before
-- `closes` is in time, at or after it too late; `due_by` is the last second in time, `last_day` its date in the
-- zone.
-- * months, years (Art. 3(2)(c)): the same date that many months later, or the month's last day where there is none.
-- * weeks (3(2)(c)): the same day of the week. Days (3(1), 3(2)(b)): the day of the event isn't counted.
-- * Days in which the clock stood still are added to that date, before it moves.
-- * A last day that is no working day moves to the next (3(4)); a period in days or weeks of two days or more holds
--   two working days at least (3(5)). It ends with the day.
-- * working days: counted from the day after the event.
-- * hours (3(1)): the clock hour of the event isn't counted, whatever the wall clock does meanwhile; 3(4) isn't for
--   hours. Whether 3(5) is, the courts haven't said: up to `open_until`, the end of the second working day, it is
--   open.
-- Without an event, or with another unit, there is no row's value: all is NULL.
CREATE FUNCTION deadline(
  p_event timestamptz,
  p_amount int,
  p_unit text,
  p_zone text,
  p_holidays text[],
  p_stood_still int DEFAULT 0
)
RETURNS TABLE (closes timestamptz, due_by timestamptz, last_day date, open_until timestamptz)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1 AS $$
  WITH unmoved AS (
    SELECT day_in(p_event, p_zone) AS event_day,
      date_trunc('hour', p_event, p_zone) + interval '1 hour' AS first_hour,
      CASE p_unit
        WHEN 'months' THEN (day_in(p_event, p_zone) + make_interval(months => p_amount))::date
        WHEN 'years' THEN (day_in(p_event, p_zone) + make_interval(years => p_amount))::date
        WHEN 'weeks' THEN day_in(p_event, p_zone) + 7 * p_amount
        WHEN 'days' THEN day_in(p_event, p_zone) + p_amount
        WHEN 'working days' THEN working_day_after(day_in(p_event, p_zone), p_amount, p_holidays)
      END AS last_day
  ),
  moved AS (
    SELECT u.*,
      CASE
        WHEN p_unit = 'hours' THEN u.first_hour + make_interval(hours => p_amount)
      END AS last_hour,
      greatest(
        moved_to_working_day(u.last_day + coalesce(p_stood_still, 0), p_holidays),
        CASE
          WHEN u.last_day IS NOT NULL AND p_unit IN ('days', 'weeks') AND (p_unit = 'weeks' OR p_amount >= 2)
          THEN working_day_after(u.event_day, 2, p_holidays)
        END
      ) AS ends_with
    FROM unmoved u
  ),
  ended AS (
    SELECT coalesce(m.last_hour, end_of_day(m.ends_with, p_zone)) AS closes,
      greatest(
        m.last_hour,
        CASE
          WHEN m.last_hour IS NOT NULL
          THEN end_of_day(working_day_after(day_in(m.first_hour, p_zone) - 1, 2, p_holidays), p_zone)
        END
      ) AS open_until
    FROM moved m
  )
  SELECT e.closes, e.closes - interval '1 second', day_in(e.closes - interval '1 second', p_zone),
    coalesce(e.open_until, e.closes)
  FROM ended e
$$;
