-- The times in which a person is opted out of secondary use, part by part (EHDS Art. 71(1), (2)).
--
-- * A part is a scope with a category, as they were registered: each category of a registration is a part of its own;
--   no category means every category of the scope, and no scope means all data, as `all` does.
-- * It counts from effectiveAt, else from when it happened, and ends with the first later revocation of that part: of
--   the same scope and category, of the whole scope, or of everything. At the same instant the opt-out comes last: a
--   revocation of that instant doesn't end it.
-- * Revoking a part of what was registered as a whole leaves the rest, which still reaches images, unless images are
--   the part (is_imaging).
-- * `reaches_images`: true, or NULL where nobody can tell what a part that isn't images means for them: a word that
--   isn't known, or all but images. NULL is undetermined, and never "no".
-- * A registration while the same part is registered is a span of its own, and ends with the other.
--
-- Which permits an opt-out comes before is their approval's matter (Art. 71(3)): a tie denies, and what was revoked
-- after the approval heals nothing. The exception of national law (71(4)) is opt_out_exception.
CREATE VIEW opt_out_span AS
SELECT o.subject, coalesce(nullif(o.scope, ''), 'all') COLLATE "C" AS scope, part.category COLLATE "C" AS category,
  span.starts, span.ends, o.idx, ended.idx AS ended_idx, span.reaches_images
FROM opt_out_change o
CROSS JOIN LATERAL unnest(coalesce(o.categories, ARRAY[NULL::text])) AS part (category)
LEFT JOIN LATERAL (
  SELECT r.at, r.idx
  FROM opt_out_change r
  WHERE r.subject = o.subject
    AND r.verb = 'revoked'
    AND r.at > o.at
    AND r.scope IN ('', o.scope)
    AND (r.categories IS NULL OR part.category = ANY (r.categories))
  ORDER BY r.at, r.idx
  LIMIT 1
) ended ON true
LEFT JOIN LATERAL (
  SELECT r.at
  FROM opt_out_change r
  WHERE r.subject = o.subject
    AND r.verb = 'revoked'
    AND r.at > o.at
    AND o.scope = ''
    AND part.category IS NULL
    AND (r.scope <> '' OR r.categories IS NOT NULL)
    AND is_imaging(nullif(r.scope, ''))
    AND EXISTS (SELECT FROM unnest(coalesce(r.categories, '{NULL}')) c (category) WHERE is_imaging(c.category))
  ORDER BY r.at
  LIMIT 1
) unseen ON true
CROSS JOIN LATERAL (
  VALUES
    (o.at, least(ended.at, unseen.at), is_imaging(nullif(o.scope, '')) AND is_imaging(part.category)),
    (unseen.at, ended.at, NULL)
) AS span (starts, ends, reaches_images)
WHERE o.verb = 'registered'
  AND span.starts IS NOT NULL
  AND (span.ends IS NULL OR span.starts < span.ends)
