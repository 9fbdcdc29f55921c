-- Each assertion, change and end of a legal basis, with the time from which it counts, its place at the same instant,
-- and whether it says what the basis is for.
CREATE VIEW basis_change AS
SELECT b.idx, b.basis, b.verb,
  CASE b.verb WHEN 'ended' THEN coalesce(b.effective_at, b.occurred_at)
    ELSE coalesce(b.valid_from, b.occurred_at) END AS at,
  CASE b.verb WHEN 'asserted' THEN 0 WHEN 'changed' THEN 1 ELSE 2 END AS rank,
  b.article6, b.article9, b.national_law, b.purposes, b.valid_until, b.controller,
  b.controller IS NOT NULL OR EXISTS (
    SELECT FROM reference_then r
    WHERE r.idx = b.idx AND r.kind IN ('datasets', 'subjects', 'permits')
  ) AS names
FROM legal_basis_then b
