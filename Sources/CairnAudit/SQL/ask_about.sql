-- What an answer is about, for its transaction: what is known and has happened; and how its statement runs.
SELECT
  set_config('cairn.known', $1::text, true),
  set_config('cairn.then', $2::text, true),
  set_config('work_mem', '64MB', true),
  set_config('jit', 'off', true),
  -- How many rows a part of a rule gives isn't known beforehand: sorting all acts, to merge a few with them, doesn't
  -- pay.
  set_config('enable_mergejoin', 'off', true),
  -- All rows are counted: the cursor isn't for the first of them.
  set_config('cursor_tuple_fraction', '1', true)
