-- Each assertion, change and end of a legal basis, with the time from which it counts (at) and its place at the same
-- instant. An assertion counts from when it was said, so that what is changed or ended before it begins is changed or
-- ended; begins is when it comes into force.
CREATE VIEW basis_change AS
SELECT b.idx, b.basis, b.verb, b.occurred_at,
  CASE b.verb
    WHEN 'ended' THEN coalesce(b.effective_at, b.occurred_at)
    WHEN 'asserted' THEN least(b.valid_from, b.occurred_at)
    ELSE coalesce(b.valid_from, b.occurred_at) END AS at,
  coalesce(b.valid_from, b.occurred_at) AS begins,
  CASE b.verb WHEN 'ended' THEN 1 ELSE 0 END AS rank,
  b.article6, b.article9, b.national_law, b.purposes, b.datasets, b.permits, b.valid_until, b.controller
FROM legal_basis_then b
