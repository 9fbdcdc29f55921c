-- The times in which a legal basis other than consent is asserted, and for what (GDPR Art. 6(1)(b) to (f), 9(2)).
--
-- * A row holds for what it names: all that is named has to be met. A basis that names datasets, persons or permits
--   holds for each of these (a dataset of a row with a person: for that person in that dataset); one that names a
--   controller alone holds for what that controller's own people do. A dataset without a version is every version of
--   it, and a permit is what its holder does under it.
-- * It counts from validFrom, else from when it happened (what is changed before that begins changed), until validUntil
--   (not included), until it is ended, or until it is changed: what a change doesn't state stays as it was. Asserted
--   again is a new assertion. A change of what was never asserted, or has been ended, gives nothing; one of what ran
--   out counts from its own time on.
-- * At the same instant what restricts comes last: ended after asserted and changed. What is ended before it was to
--   begin never begins.
-- * article9 NULL is not recorded, and stays so: health data need an exception (9(1)), and whether one is missing is
--   the reader's to say.
-- * `asserted_at`: when it was last said to be so, for the reader who asks whether that came after a withdrawal of the
--   same purpose: a basis that is swapped for a consent that was withdrawn can't be told from one that is sound.
CREATE VIEW basis_span AS
SELECT t.basis, t.article6, t.article9, t.national_law, nullif(t.purposes, '{}') AS purposes, d.ref AS dataset,
  s.ref AS subject, p.ref AS permit, t.controller, t.begins AS starts, least(next.at, t.valid_until) AS ends, t.idx,
  NULL::bigint AS changed_from, CASE WHEN next.at <= t.valid_until IS NOT FALSE THEN next.idx END AS ended_idx,
  t.occurred_at AS asserted_at
FROM basis_change t
LEFT JOIN LATERAL (
  SELECT r.ref FROM reference_then r WHERE r.idx = t.idx AND r.kind = 'datasets' OFFSET 0
) d ON true
LEFT JOIN LATERAL (
  SELECT r.ref FROM reference_then r WHERE r.idx = t.idx AND r.kind = 'subjects' OFFSET 0
) s ON true
LEFT JOIN LATERAL (
  SELECT r.ref FROM reference_then r WHERE r.idx = t.idx AND r.kind = 'permits' OFFSET 0
) p ON true
LEFT JOIN LATERAL (
  SELECT b.at, b.idx
  FROM basis_change b
  WHERE b.basis = t.basis AND (b.at, b.rank, b.idx) > (t.at, t.rank, t.idx)
  ORDER BY b.at, b.rank, b.idx
  LIMIT 1
) next ON true
WHERE t.verb = 'asserted'
  AND (next.at IS NULL OR next.at > t.begins)
  AND (t.valid_until IS NULL OR t.valid_until > t.begins)
UNION ALL
SELECT t.basis, t.article6, kept.article9, kept.national_law, nullif(stated.purposes, '{}'), d.ref, s.ref, p.ref,
  kept.controller, greatest(t.at, opening.begins), least(next.at, kept.valid_until), t.idx, kept.before_idx,
  CASE WHEN next.at <= kept.valid_until IS NOT FALSE THEN next.idx END, t.occurred_at
FROM basis_change t
JOIN LATERAL (
  SELECT b.at, b.rank, b.idx, b.verb, b.begins
  FROM basis_change b
  WHERE b.basis = t.basis AND b.verb <> 'changed' AND (b.at, b.rank, b.idx) < (t.at, t.rank, t.idx)
  ORDER BY b.at DESC, b.rank DESC, b.idx DESC
  LIMIT 1
) opening ON opening.verb = 'asserted'
CROSS JOIN LATERAL (
  SELECT
    (array_agg(b.article9 ORDER BY b.at DESC, b.rank DESC, b.idx DESC) FILTER (WHERE b.article9 IS NOT NULL))[1]
      AS article9,
    (array_agg(b.national_law ORDER BY b.at DESC, b.rank DESC, b.idx DESC) FILTER (WHERE b.national_law IS NOT NULL))[1]
      AS national_law,
    (array_agg(b.valid_until ORDER BY b.at DESC, b.rank DESC, b.idx DESC) FILTER (WHERE b.valid_until IS NOT NULL))[1]
      AS valid_until,
    (array_agg(b.controller ORDER BY b.at DESC, b.rank DESC, b.idx DESC) FILTER (WHERE b.controller IS NOT NULL))[1]
      AS controller,
    (array_agg(b.idx ORDER BY b.at DESC, b.rank DESC, b.idx DESC) FILTER (WHERE b.purposes IS NOT NULL))[1]
      AS purposes_idx,
    (array_agg(b.idx ORDER BY b.at DESC, b.rank DESC, b.idx DESC) FILTER (WHERE b.datasets IS NOT NULL))[1]
      AS datasets_idx,
    (array_agg(b.idx ORDER BY b.at DESC, b.rank DESC, b.idx DESC) FILTER (WHERE b.permits IS NOT NULL))[1]
      AS permits_idx,
    (array_agg(b.idx ORDER BY b.at DESC, b.rank DESC, b.idx DESC) FILTER (WHERE b.names_subjects))[1]
      AS subjects_idx,
    (array_agg(b.idx ORDER BY b.at DESC, b.rank DESC, b.idx DESC) FILTER (WHERE b.idx <> t.idx))[1]
      AS before_idx
  FROM (
    SELECT c.*, EXISTS (SELECT FROM reference_then r WHERE r.idx = c.idx AND r.kind = 'subjects') AS names_subjects
    FROM basis_change c
    WHERE c.basis = t.basis
      AND (c.at, c.rank, c.idx) BETWEEN (opening.at, opening.rank, opening.idx) AND (t.at, t.rank, t.idx)
  ) b
) kept
LEFT JOIN LATERAL (
  SELECT b.at, b.idx
  FROM basis_change b
  WHERE b.basis = t.basis AND (b.at, b.rank, b.idx) > (t.at, t.rank, t.idx)
  ORDER BY b.at, b.rank, b.idx
  LIMIT 1
) next ON true
LEFT JOIN legal_basis_then stated ON stated.idx = kept.purposes_idx
LEFT JOIN LATERAL (
  SELECT r.ref FROM reference_then r WHERE r.idx = kept.datasets_idx AND r.kind = 'datasets' OFFSET 0
) d ON true
LEFT JOIN LATERAL (
  SELECT r.ref FROM reference_then r WHERE r.idx = kept.subjects_idx AND r.kind = 'subjects' OFFSET 0
) s ON true
LEFT JOIN LATERAL (
  SELECT r.ref FROM reference_then r WHERE r.idx = kept.permits_idx AND r.kind = 'permits' OFFSET 0
) p ON true
WHERE t.verb = 'changed'
  AND (next.at IS NULL OR next.at > greatest(t.at, opening.begins))
  AND (kept.valid_until IS NULL OR kept.valid_until > greatest(t.at, opening.begins))
