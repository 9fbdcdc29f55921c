-- Each permit with the form of data that it allows, and what was really made ready.
--
-- EHDS Art. 66: a user gets data in statistical form or anonymised; pseudonymised data only where the purpose can't be
-- reached otherwise, and the permit says why. From least to most: statistical, anonymised, pseudonymised. More than the
-- permit allows is not in order; a form that isn't one of the three, or none, can't be told. Without a form in the
-- permit, or without a reason for pseudonymised data, the justification is missing.
WITH form (name, level) AS (VALUES ('statistical', 1), ('anonymised', 2), ('pseudonymised', 3)),
issue AS (
  SELECT DISTINCT ON (named.permit) named.permit, p.format, p.justification, p.occurred_at, p.idx
  FROM permit_then p
  CROSS JOIN LATERAL unnest(p.permits) AS named (permit)
  WHERE p.verb = 'issued' AND ($1::text IS NULL OR named.permit = $1::text)
  ORDER BY named.permit, p.idx
)
SELECT
  issue.permit,
  issue.format,
  coalesce(issue.justification, made.justification) AS justification,
  made.datasets AS dataset,
  made.occurred_at AS made_ready_at,
  made.format AS made_format,
  made.subject_count AS subjects,
  made.excluded_count AS excluded,
  CASE
    WHEN given.level > allowed.level THEN 'form-beyond-permit'
    WHEN issue.format IS NULL AND given.level > 2 AND made.justification IS NULL THEN 'form-not-justified'
    WHEN allowed.level IS NULL THEN 'form-unknown'
    WHEN made.idx IS NOT NULL AND given.level IS NULL THEN 'form-unknown'
    WHEN allowed.level = 3 AND issue.justification IS NULL AND made.justification IS NULL THEN 'form-not-justified'
    ELSE 'complete'
  END AS reason,
  array_remove(ARRAY[issue.idx, made.idx], NULL) AS entries
FROM issue
LEFT JOIN dataset_then made ON made.verb = 'materialised' AND made.permits @> ARRAY[issue.permit] COLLATE "C"
LEFT JOIN form allowed ON allowed.name = issue.format
LEFT JOIN form given ON given.name = made.format
ORDER BY issue.occurred_at, issue.idx, made.idx
