-- The times in which a legal basis other than consent is asserted, and for what (GDPR Art. 6(1)(b) to (f), 9(2)).
--
-- * A row holds for what it names: all that is named has to be met. A basis that names datasets, persons or permits
--   holds for each of these (a dataset of a row with a person: for that person in that dataset); one that names a
--   controller alone holds for what that controller's own people do. A dataset without a version is every version of
--   it, and a permit is what its holder does under it.
-- * It counts from validFrom, else from when it happened, until validUntil (not included), until it is ended, or until
--   it is changed: what a change doesn't state stays as it was, and so does what it names unless it names anything.
--   Asserted again is a new assertion. A change of what has been ended gives nothing back; one of what ran out counts
--   from its own time on.
-- * At the same instant what restricts comes last: ended after changed after asserted.
-- * article9 NULL is not recorded, and stays so: health data need an exception (9(1)), and whether one is missing is
--   the reader's to say.
-- * `asserted_at`: when it was asserted for these purposes, for the reader who asks whether that came after a
--   withdrawal.
CREATE VIEW basis_span AS
SELECT t.basis, t.article6, kept.article9, kept.national_law, stated.purposes, d.ref AS dataset, s.ref AS subject,
  p.ref AS permit, kept.controller, t.at AS starts, least(next.at, kept.valid_until) AS ends, t.idx,
  CASE WHEN t.verb = 'changed' THEN before.idx END AS changed_from,
  CASE WHEN next.at <= kept.valid_until IS NOT FALSE THEN next.idx END AS ended_idx,
  stated.occurred_at AS asserted_at, n.idx AS named_idx
FROM basis_change n
LEFT JOIN reference_then d ON d.idx = n.idx AND d.kind = 'datasets'
LEFT JOIN reference_then s ON s.idx = n.idx AND s.kind = 'subjects'
LEFT JOIN reference_then p ON p.idx = n.idx AND p.kind = 'permits'
JOIN basis_change t
  ON t.basis = n.basis
    AND (t.idx = n.idx OR t.verb = 'changed' AND NOT t.names)
    AND (t.at, t.rank, t.idx) >= (n.at, n.rank, n.idx)
    AND NOT EXISTS (
      SELECT FROM basis_change between_them
      WHERE between_them.basis = n.basis
        AND (between_them.verb <> 'changed' OR between_them.names)
        AND (between_them.at, between_them.rank, between_them.idx) > (n.at, n.rank, n.idx)
        AND (between_them.at, between_them.rank, between_them.idx) <= (t.at, t.rank, t.idx)
        AND between_them.idx <> t.idx
    )
LEFT JOIN LATERAL (
  SELECT b.at, b.idx
  FROM basis_change b
  WHERE b.basis = t.basis AND (b.at, b.rank, b.idx) > (t.at, t.rank, t.idx)
  ORDER BY b.at, b.rank, b.idx
  LIMIT 1
) next ON true
LEFT JOIN LATERAL (
  SELECT b.at, b.rank, b.idx, b.verb
  FROM basis_change b
  WHERE b.basis = t.basis AND b.verb <> 'changed' AND (b.at, b.rank, b.idx) <= (t.at, t.rank, t.idx)
  ORDER BY b.at DESC, b.rank DESC, b.idx DESC
  LIMIT 1
) opening ON true
LEFT JOIN LATERAL (
  SELECT b.idx
  FROM basis_change b
  WHERE b.basis = t.basis AND b.verb <> 'ended' AND (b.at, b.rank, b.idx) < (t.at, t.rank, t.idx)
  ORDER BY b.at DESC, b.rank DESC, b.idx DESC
  LIMIT 1
) before ON t.verb = 'changed'
CROSS JOIN LATERAL (
  SELECT
    (array_agg(b.article9 ORDER BY b.at DESC, b.rank DESC, b.idx DESC) FILTER (WHERE b.article9 IS NOT NULL))[1]
      AS article9,
    (array_agg(b.national_law ORDER BY b.at DESC, b.rank DESC, b.idx DESC)
      FILTER (WHERE b.national_law IS NOT NULL))[1] AS national_law,
    (array_agg(b.valid_until ORDER BY b.at DESC, b.rank DESC, b.idx DESC)
      FILTER (WHERE b.valid_until IS NOT NULL))[1] AS valid_until,
    (array_agg(b.controller ORDER BY b.at DESC, b.rank DESC, b.idx DESC)
      FILTER (WHERE b.controller IS NOT NULL))[1] AS controller,
    (array_agg(b.idx ORDER BY b.at DESC, b.rank DESC, b.idx DESC)
      FILTER (WHERE b.purposes IS NOT NULL OR b.verb = 'asserted'))[1] AS stated_idx
  FROM basis_change b
  WHERE b.basis = t.basis
    AND b.verb <> 'ended'
    AND (b.at, b.rank, b.idx) <= (t.at, t.rank, t.idx)
    AND (opening.idx IS NULL OR (b.at, b.rank, b.idx) >= (opening.at, opening.rank, opening.idx))
) kept
LEFT JOIN legal_basis_then stated ON stated.idx = coalesce(kept.stated_idx, t.idx)
WHERE (n.verb = 'asserted' OR n.verb = 'changed' AND n.names)
  AND opening.verb IS DISTINCT FROM 'ended'
  AND (next.at IS NULL OR next.at > t.at)
  AND (kept.valid_until IS NULL OR kept.valid_until > t.at)
