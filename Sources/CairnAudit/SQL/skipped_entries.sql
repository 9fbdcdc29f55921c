SELECT idx, code FROM skipped ORDER BY idx
