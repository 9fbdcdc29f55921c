-- The calendar by which periods are counted: the time zone and public holidays of the member state, always one row.
-- It is what the newest `policy.set` of the rule `legal-calendar` in effect says; `policy.ended` ends it, and of
-- two at the same instant the one recorded last counts. A year's holidays are those that the newest calendar with a
-- day of that year names, so that next year's list doesn't take away this year's. Without one, or with a zone that
-- nobody knows, the zone is UTC and only the days built into is_working_day() are free: is_set says so (Regulation
-- 1182/71 Art. 2(1): the holidays of the member state concerned).
CREATE FUNCTION legal_calendar()
RETURNS TABLE (zone text, holidays text[], country text, organisation text, is_set boolean, idx bigint)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1 AS $$
  WITH step AS (
    SELECT p.*, coalesce(p.effective_at, p.occurred_at) AS at
    FROM policy_then p
    WHERE p.rule = 'legal-calendar' AND coalesce(p.effective_at, p.occurred_at) <= valid_at()
  ),
  newest AS (
    SELECT s.*
    FROM step s
    ORDER BY s.at DESC, s.idx DESC
    LIMIT 1
  ),
  named AS (
    SELECT left(h.day, 4) AS year, h.day,
      rank() OVER (PARTITION BY left(h.day, 4) ORDER BY s.at DESC, s.idx DESC) AS age
    FROM step s
    CROSS JOIN LATERAL unnest(s.holidays) AS h (day)
    WHERE s.verb = 'set'
  )
  SELECT coalesce(known_zone(n.time_zone), 'UTC'),
    CASE
      WHEN n.idx IS NULL THEN '{}'
      ELSE ARRAY(SELECT DISTINCT d.day FROM named d WHERE d.age = 1 ORDER BY d.day)
    END,
    n.country, n.organisation, n.idx IS NOT NULL AND known_zone(n.time_zone) IS NOT NULL, n.idx
  FROM (SELECT 1) one
  LEFT JOIN newest n ON n.verb = 'set'
$$;
