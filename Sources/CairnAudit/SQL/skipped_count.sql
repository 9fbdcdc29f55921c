SELECT count(*) FROM skipped
