SELECT current_setting('fsync')::bool, current_setting('full_page_writes')::bool,
  current_setting('data_checksums')::bool, current_setting('wal_level'),
  (SELECT count(*) FROM pg_stat_replication), current_setting('synchronous_standby_names') <> ''
