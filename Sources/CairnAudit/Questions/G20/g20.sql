-- Whose data somebody's acts reached in a time. An act reaches whom it names, or whose series it names; else all that
-- its dataset versions held when it happened. It counts once for a subject, through however many versions. Who was sent
-- data reached them, and who had somebody act on their behalf.
--
-- Acts that name the same datasets are taken together: how many fall into a subject's time in these is read from their
-- times.
WITH acted AS MATERIALIZED (
  SELECT a.idx, a.occurred_at, a.datasets, coalesce(a.objects, 0) AS objects
  FROM act a
  WHERE ($1::text IS NULL OR a.actor = $1::text OR a.on_behalf = $1::text)
    AND ($2::text IS NULL OR a.datasets && ARRAY[$2::text, split_part($2::text, '@', 1)] COLLATE "C")
    AND ($3::text IS NULL OR a.organisation = $3::text OR a.on_behalf = $3::text OR a.recipient = $3::text)
    AND ($4::text IS NULL OR a.occurred_at >= $4::timestamptz)
    AND ($5::text IS NULL OR a.occurred_at < $5::timestamptz)
),
named AS MATERIALIZED (
  SELECT a.idx, a.occurred_at, a.objects, r.ref AS subject
  FROM acted a
  JOIN reference_then r ON r.idx = a.idx AND r.kind = 'subjects'
  UNION
  SELECT a.idx, a.occurred_at, a.objects, s.subject
  FROM (
    SELECT a.*, r.ref AS asset FROM acted a JOIN reference_then r ON r.idx = a.idx AND r.kind = 'assets'
  ) a
  JOIN asset_subject() s ON s.asset = a.asset
),
touch AS MATERIALIZED (
  SELECT row_number() OVER () AS touch, t.*
  FROM (
    SELECT a.datasets, array_agg(a.occurred_at ORDER BY a.occurred_at, a.idx) AS times,
      array_agg(a.idx ORDER BY a.occurred_at, a.idx) AS idxs, array_agg(a.total ORDER BY a.occurred_at, a.idx) AS totals
    FROM (
      SELECT a.*, sum(a.objects) OVER (PARTITION BY a.datasets ORDER BY a.occurred_at, a.idx)::bigint AS total
      FROM acted a
      LEFT JOIN named n ON n.idx = a.idx
      WHERE n.idx IS NULL AND cardinality(a.datasets) > 0
    ) a
    GROUP BY a.datasets
  ) t
),
version AS MATERIALIZED (
  SELECT DISTINCT t.touch, v.dataset
  FROM touch t
  JOIN act_version() v ON v.idx = ANY (t.idxs[1:1] || t.idxs[cardinality(t.idxs):])
),
held AS MATERIALIZED (
  SELECT v.dataset, m.subject, m.starts, m.ends
  FROM (SELECT DISTINCT v.dataset FROM version v) v
  CROSS JOIN LATERAL version_subject(v.dataset) m
  WHERE m.how <> 'not-taken-over' AND (m.ends IS NULL OR m.ends > m.starts)
),
reached AS (
  SELECT m.subject, m.touch, p.low, p.high
  FROM (
    SELECT v.touch, h.subject, range_agg(tstzrange(h.starts, h.ends)) AS spans
    FROM version v
    JOIN held h ON h.dataset = v.dataset
    GROUP BY v.touch, h.subject
  ) m
  JOIN touch t ON t.touch = m.touch
  CROSS JOIN LATERAL unnest(m.spans) AS s (span)
  CROSS JOIN LATERAL (
    SELECT width_bucket(lower(s.span) - interval '1 microsecond', t.times) AS low,
      width_bucket(coalesce(upper(s.span) - interval '1 microsecond', 'infinity'), t.times) AS high
  ) p
  WHERE p.high > p.low
),
each AS (
  SELECT r.subject, t.datasets, r.high - r.low AS acts, t.totals[r.high] - coalesce(t.totals[r.low], 0) AS objects,
    t.times[r.low + 1] AS first_at, t.times[r.high] AS last_at, t.idxs[r.low + 1:least(r.high, r.low + 20)] AS idxs
  FROM reached r
  JOIN touch t ON t.touch = r.touch
  UNION ALL
  SELECT n.subject, NULL, 1, n.objects, n.occurred_at, n.occurred_at, ARRAY[n.idx]
  FROM named n
)
SELECT e.subject,
  nullif(ARRAY(SELECT DISTINCT d.dataset FROM unnest(concatenated(e.datasets)) AS d (dataset) ORDER BY 1),
    '{}') AS datasets,
  sum(e.acts)::bigint AS accesses, sum(e.objects)::bigint AS objects, min(e.first_at) AS first_at,
    max(e.last_at) AS last_at,
  (ARRAY(SELECT DISTINCT x.idx::bigint FROM unnest(concatenated(e.idxs::text[])) AS x (idx)
    ORDER BY 1))[1:20] AS entries
FROM each e
GROUP BY e.subject
-- Of these versions somebody isn't known by name.
UNION ALL
SELECT NULL, ARRAY[v.dataset], NULL, NULL, NULL, NULL, array_remove(ARRAY[s.released_idx], NULL)
FROM (SELECT DISTINCT v.dataset FROM version v) v
LEFT JOIN version_standing() s ON s.dataset = v.dataset
WHERE coalesce(s.is_incomplete, true)
ORDER BY subject, datasets
