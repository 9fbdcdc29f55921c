-- How a request stands by its clock (request_clock), done at a time or not yet:
-- * in-time, late; open, overdue while nothing is done;
-- * a refusal must be told within one month whatever was extended (Art. 12(4)): later, but within an extension,
--   whether it was in time is open, refused-after-month;
-- * where the clock stood still, or may have, neither late nor overdue is said: suspended, suspension-unproven;
-- * receipt-unknown where it was done before it was received: one of the two times is wrong;
-- * no-deadline where the law names none.
CREATE FUNCTION answer_reason(
  p_received timestamptz,
  p_done timestamptz,
  p_is_refusal boolean,
  p_month_closes timestamptz,
  p_closes timestamptz,
  p_standing text,
  p_standing_until timestamptz
) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN p_closes IS NULL THEN 'no-deadline'
    WHEN p_done < p_received THEN 'receipt-unknown'
    WHEN p_done < p_closes AND p_is_refusal AND p_done >= p_month_closes THEN 'refused-after-month'
    WHEN p_done < p_closes THEN 'in-time'
    WHEN p_done IS NULL AND p_standing = 'suspended' THEN 'suspended'
    WHEN p_done IS NULL AND valid_at() < p_closes THEN 'open'
    WHEN p_standing IS NOT NULL AND coalesce(p_done, valid_at()) < coalesce(p_standing_until, 'infinity')
    THEN 'suspension-unproven'
    WHEN p_done IS NULL THEN 'overdue'
    ELSE 'late'
  END
$$;
