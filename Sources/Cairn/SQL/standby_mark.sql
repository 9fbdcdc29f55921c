-- A mark in the log, for a commit that waits for a standby to have flushed it: a commit of nothing waits for nobody.
SELECT set_config('synchronous_commit', 'on', true), pg_logical_emit_message(true, 'cairn', '')
