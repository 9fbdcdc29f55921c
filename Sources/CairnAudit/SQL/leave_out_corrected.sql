-- The entries that an answer leaves out, as they were marked as wrong: for its transaction, once it is said what is
-- known.
SELECT set_config('cairn.corrected', coalesce(array_agg(c.target), '{}')::text, true) FROM corrected c
