-- What each organisation is registered as, and since when: name, country (ISO 3166-1, with GR for EL), roles and
-- address, from one registration or update to the next. The first is taken to have been so before, too: `starts` is
-- when it was said. At the same instant the later entry wins.
CREATE FUNCTION institution_standing()
RETURNS TABLE (
  organisation text, name text, country text, roles text[], contact text, starts timestamptz, ends timestamptz,
  idx bigint, is_first boolean
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT s.organisation, s.name, CASE upper(s.country) WHEN 'EL' THEN 'GR' ELSE upper(s.country) END, s.roles,
    s.contact, s.occurred_at, s.next_at, s.idx, s.is_first
  FROM (
    SELECT i.*, lead(i.occurred_at) OVER w AS next_at, lag(i.idx) OVER w IS NULL AS is_first
    FROM institution_then i
    WHERE i.verb IN ('registered', 'updated')
    WINDOW w AS (PARTITION BY i.organisation ORDER BY i.occurred_at, i.idx)
  ) s
  WHERE s.occurred_at < s.next_at IS NOT FALSE
$$
