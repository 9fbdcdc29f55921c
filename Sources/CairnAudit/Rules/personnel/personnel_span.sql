-- The times in which a person or an organisation is out (EHDS Art. 61, 63(3), 73(1)(d)).
--
-- * A person is disabled in an organisation from staff.disabled until the person is enrolled there again.
-- * An organisation is suspended from institution.suspended until validUntil (not included), or until it is registered
--   again; institution.updated changes its data, and ends nothing.
-- * At the same instant what restricts comes last: who is disabled at the instant of being enrolled is disabled.
CREATE VIEW personnel_span AS
SELECT 'person' COLLATE "C" AS kind, s.person AS id, s.organisation, 'disabled' COLLATE "C" AS state,
  s.occurred_at AS starts, again.occurred_at AS ends, s.idx, again.idx AS ended_idx
FROM staff_then s
LEFT JOIN LATERAL (
  SELECT e.occurred_at, e.idx
  FROM staff_then e
  WHERE e.person = s.person
    AND e.organisation = s.organisation
    AND e.verb = 'enrolled'
    AND e.occurred_at > s.occurred_at
  ORDER BY e.occurred_at, e.idx
  LIMIT 1
) again ON true
WHERE s.verb = 'disabled'
UNION ALL
SELECT 'organisation', s.organisation, s.organisation, 'suspended', s.occurred_at,
  least(s.valid_until, again.occurred_at), s.idx,
  CASE WHEN again.occurred_at <= s.valid_until IS NOT FALSE THEN again.idx END
FROM institution_then s
LEFT JOIN LATERAL (
  SELECT e.occurred_at, e.idx
  FROM institution_then e
  WHERE e.organisation = s.organisation
    AND e.verb = 'registered'
    AND e.occurred_at > s.occurred_at
  ORDER BY e.occurred_at, e.idx
  LIMIT 1
) again ON true
WHERE s.verb = 'suspended' AND (s.valid_until IS NULL OR s.valid_until > s.occurred_at)
