-- The entries that an answer leaves out, as they were marked as wrong, or permit something and were signed by a key
-- that may have been in other hands: for its transaction, once it is said what is known. What such a key marked as
-- wrong is left out only where it permits.
SELECT set_config('cairn.corrected', coalesce(array_agg(x.idx), '{}')::text, true)
FROM (
  SELECT c.target AS idx
  FROM corrected c
  WHERE NOT EXISTS (SELECT FROM doubtful_standing() d WHERE c.by_idx BETWEEN d.first_idx AND d.last_idx)
    OR EXISTS (SELECT FROM permitting_entry(c.target, c.target))
  UNION
  SELECT v.idx FROM voided_entry() v
) x
