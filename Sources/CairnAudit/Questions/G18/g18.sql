-- One line a remark about the log itself: what it holds, what doesn't count, gaps at the source, clocks, denied accesses, keys.
WITH spanned AS MATERIALIZED (
  SELECT e.* FROM event e WHERE e.idx < $1::bigint AND e.occurred_at <= $2::timestamptz
    AND ($3::text IS NULL OR e.occurred_at >= $3::timestamptz) AND ($4::text IS NULL OR e.occurred_at < $4::timestamptz)
),
remark AS (
  SELECT 1 AS place, 'entries' AS what, 'events of the period' AS detail, count(*)::bigint AS count, true AS is_sound, array_remove(ARRAY[min(idx), max(idx)], NULL) AS entries FROM spanned
  UNION ALL
  SELECT 2, 'not readable', s.code, count(*)::bigint, false, (array_agg(s.idx ORDER BY s.idx))[1:50] FROM skipped s WHERE s.idx < $1::bigint GROUP BY s.code
  UNION ALL
  SELECT 3, 'recorded late', 'recorded more than a day after it happened', count(*)::bigint, true, (array_agg(idx ORDER BY recorded_at - occurred_at DESC))[1:50]
  FROM spanned WHERE recorded_at - occurred_at > interval '1 day'
  UNION ALL
  SELECT 4, 'clock ahead', 'happened, it says, more than a minute after it was recorded', count(*)::bigint, count(*) = 0, (array_agg(idx ORDER BY occurred_at - recorded_at DESC))[1:50]
  FROM spanned WHERE occurred_at - recorded_at > interval '1 minute'
  UNION ALL
  SELECT 5, 'gap at the source', c.source, sum(coalesce(c.missing, greatest(c.expected - c.seen, 0)))::bigint, false, (array_agg(c.idx ORDER BY c.idx))[1:50]
  FROM connector c JOIN spanned s ON s.idx = c.idx WHERE c.verb = 'gap-detected' GROUP BY c.source
  UNION ALL
  SELECT 6, 'inventory', c.source, sum(c.missing + c.unexpected)::bigint, sum(c.missing + c.unexpected) = 0, (array_agg(c.idx ORDER BY c.idx))[1:50]
  FROM connector c JOIN spanned s ON s.idx = c.idx WHERE c.verb = 'inventory-reconciled' GROUP BY c.source
  UNION ALL
  SELECT 7, 'denied accesses', coalesce(a.reason, 'no reason'), count(*)::bigint, true, (array_agg(a.idx ORDER BY a.idx))[1:50]
  FROM access a JOIN spanned s ON s.idx = a.idx WHERE a.verb = 'denied' GROUP BY a.reason
  UNION ALL
  SELECT 8, 'key ' || k.verb, coalesce(k.reason, split_part(k.key, '+', 1)), count(*)::bigint, k.compromised_since IS NULL, (array_agg(k.idx ORDER BY k.idx))[1:50]
  FROM key k JOIN spanned s ON s.idx = k.idx GROUP BY k.verb, coalesce(k.reason, split_part(k.key, '+', 1)), k.compromised_since IS NULL
  UNION ALL
  SELECT 9, 'marked as wrong', c.reason, count(*)::bigint, true, (array_agg(c.idx ORDER BY c.idx))[1:50] FROM correction c JOIN spanned s ON s.idx = c.idx GROUP BY c.reason
)
SELECT r.what, r.detail, r.count, CASE WHEN r.is_sound THEN 'covered' ELSE 'not-covered' END AS verdict, CASE WHEN r.is_sound THEN 'sound' ELSE 'unsound' END AS reason,
  coalesce(r.entries, '{}') AS entries
FROM remark r WHERE r.count > 0 OR r.place = 1 ORDER BY r.place, r.count DESC, r.detail
