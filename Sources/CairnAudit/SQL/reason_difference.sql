-- Whether the live table of reasons has one too many, or with another verdict; NULL where nothing differs.
SELECT CASE
  WHEN EXISTS (SELECT FROM (TABLE fresh.reason EXCEPT ALL TABLE live.reason) missing) THEN false
  WHEN EXISTS (SELECT FROM (TABLE live.reason EXCEPT ALL TABLE fresh.reason) extra) THEN true
END
