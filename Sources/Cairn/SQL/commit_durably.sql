-- What is acknowledged must be on the disk, whatever the login or the database has set.
SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local')
