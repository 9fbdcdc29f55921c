-- What an answer is about, for its transaction: what is known and has happened; and how its statement runs.
SELECT
  set_config('cairn.known', $1::text, true),
  set_config('cairn.then', $2::text, true),
  set_config('work_mem', '64MB', true),
  set_config('jit', 'off', true),
  -- All rows are counted: the cursor isn't for the first of them.
  set_config('cursor_tuple_fraction', '1', true)
