-- The times in which processing is restricted, one thing a row: a person, a dataset, or a series or study (GDPR Art.
-- 18(2)).
--
-- * It counts from validFrom, else from when it was applied, until validUntil (not included), or until the first later
--   lifting of the same id that reaches the thing: one that names nothing lifts all, one that names persons or datasets
--   lifts theirs alone. A dataset without a version lifts all its versions; lifting one version leaves a restriction of
--   the whole dataset as it is. At the same instant the restriction comes last.
-- * Applied again under the same id, it is a span of its own.
-- * A restriction that names nothing is a row without a thing: nothing says what it holds for.
-- * A dataset without a version is every version of it: names_version() is for the reader. A series or study binds acts
--   that name it; whose it is, and acts through a dataset version, are the reader's matter, too.
-- reads the tables: reference, where an entry that the views show is looked up: what it names is known with it.
CREATE VIEW restriction_span AS
WITH thing AS (
  SELECT t.ref AS subject, NULL::text COLLATE "C" AS dataset, NULL::text COLLATE "C" AS asset, t.idx
  FROM reference_then t
  WHERE t.kind = 'subjects'
  UNION ALL
  SELECT NULL, t.ref, NULL, t.idx
  FROM reference_then t
  WHERE t.kind = 'datasets'
  UNION ALL
  SELECT NULL, NULL, t.ref, t.idx
  FROM reference_then t
  WHERE t.kind = 'assets'
  UNION ALL
  SELECT NULL, NULL, NULL, r.idx
  FROM restriction_then r
  WHERE NOT EXISTS (SELECT FROM reference t WHERE t.idx = r.idx AND t.kind IN ('subjects', 'datasets', 'assets'))
)
SELECT a.restriction, t.subject, t.dataset, t.asset, a.ground, coalesce(a.valid_from, a.occurred_at) AS starts,
  least(a.valid_until, lifted.at) AS ends, a.idx,
  CASE WHEN lifted.at <= a.valid_until IS NOT FALSE THEN lifted.idx END AS ended_idx
FROM restriction_then a
JOIN thing t ON t.idx = a.idx
LEFT JOIN LATERAL (
  SELECT coalesce(l.effective_at, l.occurred_at) AS at, l.idx
  FROM restriction_then l
  WHERE l.restriction = a.restriction
    AND l.verb = 'lifted'
    AND coalesce(l.effective_at, l.occurred_at) > coalesce(a.valid_from, a.occurred_at)
    AND (
      NOT EXISTS (SELECT FROM reference n WHERE n.idx = l.idx AND n.kind IN ('subjects', 'datasets'))
      OR EXISTS (SELECT FROM reference n WHERE n.idx = l.idx AND n.kind = 'subjects' AND n.ref = t.subject)
      OR EXISTS (
        SELECT FROM unnest(l.datasets) n (dataset)
        WHERE names_version(n.dataset, t.dataset)
      )
    )
  ORDER BY 1, l.idx
  LIMIT 1
) lifted ON true
WHERE a.verb = 'applied'
  AND (a.valid_until IS NULL OR a.valid_until > coalesce(a.valid_from, a.occurred_at))
