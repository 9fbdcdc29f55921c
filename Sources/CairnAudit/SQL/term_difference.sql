-- Whether the live table of terms has one too many; NULL where nothing differs.
SELECT CASE
  WHEN EXISTS (SELECT FROM (TABLE fresh.term EXCEPT ALL TABLE live.term) missing) THEN false
  WHEN EXISTS (SELECT FROM (TABLE live.term EXCEPT ALL TABLE fresh.term) extra) THEN true
END
