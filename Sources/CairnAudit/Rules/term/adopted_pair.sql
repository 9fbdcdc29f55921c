-- Narrower and wider terms that an institution has adopted (vocabulary.adopted), pair by pair, each from the time on at
-- which it takes effect. A term that was adopted as the same as another is adopted in both directions, as two pairs.
CREATE VIEW adopted_pair AS
SELECT p.narrow, p.broad, coalesce(v.effective_at, v.occurred_at) AS starts, v.idx
FROM vocabulary_then v
CROSS JOIN LATERAL unnest(v.narrow, v.broad) AS p (narrow, broad)
WHERE p.narrow IS NOT NULL AND p.broad IS NOT NULL
