-- One line a remark about the log itself. The period is that of recording: what was recorded in it, whenever it says
-- that it happened. So `event`, not a view that leaves out what happens later or was marked as wrong: the log holds
-- these too. Joined with it, the tables of families are read as they are known, for the same reason.
--
-- Late is more than a day between happening and recording. Up to a week it can't be told whether that matters; later,
-- an earlier look at that time didn't show it (both are our numbers). Ahead is more than a minute.
-- reads the tables: event, because the log holds what happens later and what was marked as wrong, too.
WITH recorded AS MATERIALIZED (
  SELECT
    e.idx,
    e.family,
    e.verb,
    e.recorded_at - e.occurred_at AS delay
  FROM event e
  WHERE e.idx < (SELECT known_at())
    AND e.recorded_at <= (SELECT valid_at())
    AND ($1::text IS NULL OR e.recorded_at >= $1::timestamptz)
    AND ($2::text IS NULL OR e.recorded_at < $2::timestamptz)
),
remark AS (
  SELECT
    1 AS place,
    'entries' AS what,
    'recorded in the period' AS detail,
    count(*)::bigint AS count,
    NULL::int AS days,
    'sound' AS reason,
    array_remove(ARRAY[min(recorded.idx), max(recorded.idx)], NULL) AS idxs
  FROM recorded
  UNION ALL
  SELECT 2, 'not counted', u.code, count(*), NULL, 'entries-uncounted', (array_agg(u.idx ORDER BY u.idx))[1:50]
  FROM uncounted_entry() u
  WHERE u.recorded_at <= (SELECT valid_at())
    AND ($1::text IS NULL OR u.recorded_at >= $1::timestamptz)
    AND ($2::text IS NULL OR u.recorded_at < $2::timestamptz)
  GROUP BY u.code
  UNION ALL
  SELECT 3, 'not readable', s.code, count(*), NULL, 'unsound', (array_agg(s.idx ORDER BY s.idx))[1:50]
  FROM skipped s
  WHERE s.idx < (SELECT known_at())
  GROUP BY s.code
  UNION ALL
  SELECT
    4,
    'recorded late',
    recorded.family,
    count(*),
    ceil(extract(epoch FROM max(recorded.delay)) / 86400)::int,
    CASE WHEN max(recorded.delay) > interval '7 days' THEN 'recorded-late' ELSE 'recorded-after-days' END,
    (array_agg(recorded.idx ORDER BY recorded.delay DESC))[1:50]
  FROM recorded
  WHERE recorded.delay > interval '1 day'
  GROUP BY recorded.family
  UNION ALL
  SELECT
    5,
    'clock ahead',
    recorded.family,
    count(*),
    ceil(extract(epoch FROM -min(recorded.delay)) / 86400)::int,
    'clock-ahead',
    (array_agg(recorded.idx ORDER BY recorded.delay))[1:50]
  FROM recorded
  WHERE recorded.delay < interval '-1 minute'
  GROUP BY recorded.family
  UNION ALL
  SELECT
    6,
    'gap at the source',
    gap.source,
    sum(gap.missing)::bigint,
    NULL,
    CASE WHEN sum(gap.missing) = 0 THEN 'sound' ELSE 'source-gap' END,
    (array_agg(gap.idx ORDER BY gap.idx))[1:50]
  FROM source_gap() gap
  JOIN recorded ON recorded.idx = gap.idx
  WHERE gap.kind = 'gap-detected'
  GROUP BY gap.source
  UNION ALL
  SELECT
    7,
    'inventory',
    gap.source,
    sum(gap.missing + gap.unexpected)::bigint,
    NULL,
    CASE WHEN sum(gap.missing + gap.unexpected) = 0 THEN 'sound' ELSE 'inventory-differs' END,
    (array_agg(gap.idx ORDER BY gap.idx))[1:50]
  FROM source_gap() gap
  JOIN recorded ON recorded.idx = gap.idx
  WHERE gap.kind = 'inventory-reconciled'
  GROUP BY gap.source
  UNION ALL
  SELECT 8, 'denied accesses', a.reason, count(*), NULL, 'sound', (array_agg(a.idx ORDER BY a.idx))[1:50]
  FROM recorded
  JOIN access_known a ON a.idx = recorded.idx
  WHERE recorded.family = 'access' AND a.verb = 'denied'
  GROUP BY a.reason
  UNION ALL
  SELECT
    9,
    'key ' || k.verb,
    coalesce(k.reason, split_part(k.key, '+', 1)),
    count(*),
    NULL,
    CASE WHEN k.compromised_since IS NULL THEN 'sound' ELSE 'key-compromised' END,
    (array_agg(k.idx ORDER BY k.idx))[1:50]
  FROM recorded
  JOIN key_known k ON k.idx = recorded.idx
  WHERE recorded.family = 'key'
  GROUP BY k.verb, coalesce(k.reason, split_part(k.key, '+', 1)), k.compromised_since IS NULL
  UNION ALL
  SELECT 10, 'marked as wrong', c.reason, count(*), NULL, 'sound', (array_agg(c.idx ORDER BY c.idx))[1:50]
  FROM recorded
  JOIN correction_known c ON c.idx = recorded.idx
  WHERE recorded.family = 'correction'
  GROUP BY c.reason
  UNION ALL
  SELECT 11, 'redacted', r.reason, count(*), NULL, 'sound', (array_agg(r.idx ORDER BY r.idx))[1:50]
  FROM recorded
  JOIN redaction_known r ON r.idx = recorded.idx
  WHERE recorded.family = 'redaction'
  GROUP BY r.reason
  UNION ALL
  SELECT
    12,
    'not sealed',
    'entries that no checkpoint covers',
    seal.unsealed,
    ceil(extract(epoch FROM (SELECT valid_at()) - seal.unsealed_since) / 86400)::int,
    'seal-late',
    '{}'
  FROM seal_standing() seal
  WHERE seal.unsealed > 0 AND (SELECT valid_at()) - seal.unsealed_since > interval '1 day'
)
SELECT
  remark.what,
  remark.detail,
  remark.count,
  remark.days,
  seal.sealed,
  seal.witnessed,
  seal.witnessed_at,
  remark.reason,
  remark.idxs AS entries
FROM remark
LEFT JOIN seal_standing() seal ON remark.place = 1
WHERE remark.count > 0 OR remark.place = 1
ORDER BY remark.place, remark.count DESC, remark.detail
