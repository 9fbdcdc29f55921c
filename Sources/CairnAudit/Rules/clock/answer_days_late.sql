-- By how many days a request was answered too late, or is overdue, as answer_reason() says; a refusal has its month.
CREATE FUNCTION answer_days_late(
  p_reason text,
  p_done timestamptz,
  p_is_refusal boolean,
  p_month_last_day date,
  p_last_day date,
  p_zone text
) RETURNS int LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN p_reason IN ('late', 'overdue')
    THEN days_late(
      CASE WHEN p_is_refusal THEN p_month_last_day ELSE p_last_day END,
      coalesce(p_done, valid_at()),
      p_zone
    )
  END
$$;
