-- Each restriction, thing by thing, with the acts that reached it while it held, and the accesses that were denied
-- (GDPR Art. 18(2)): every processing counts, not views alone.
--
-- A person is reached as act_subject says. A dataset is reached through each of its versions, and by an act that names
-- no version. A series or study is reached by acts that name it, its study or its series, or that went through a
-- version which is recorded to hold it. Whether an act reached it that names no series, and went through no version
-- whose series are recorded, can't be told where it touched the person whose series it is, or nobody knows whose.
WITH held AS MATERIALIZED (
  SELECT row_number() OVER (ORDER BY s.starts, s.restriction, s.subject, s.dataset, s.asset) AS span, s.*,
    split_part(s.dataset, '@', 1) COLLATE "C" AS dataset_name
  FROM (
    SELECT s.* FROM restriction_standing() s WHERE $1::text IS NULL
    UNION ALL
    SELECT s.* FROM restriction_standing() s WHERE s.subject = $1::text
    UNION ALL
    SELECT s.*
    FROM subject_asset($1::text) a
    CROSS JOIN LATERAL (SELECT s.* FROM restriction_standing() s WHERE s.asset = a.asset COLLATE "C" OFFSET 0) s
  ) s
  WHERE s.starts <= valid_at()
    AND (
      $2::text IS NULL
      OR names_version(s.dataset, $2::text)
      OR names_version($2::text, s.dataset)
    )
),
held_asset AS MATERIALIZED (
  SELECT h.span, h.asset AS ref
  FROM held h
  WHERE h.asset IS NOT NULL
  UNION
  SELECT h.span, CASE WHEN l.target = h.asset THEN l.source ELSE l.target END
  FROM held h
  JOIN lineage_then l
    ON l.source_kind = 'study' AND l.relation = 'part' AND (l.target = h.asset OR l.source = h.asset)
),
held_dataset AS MATERIALIZED (
  SELECT DISTINCT h.span, r.ref
  FROM held h
  JOIN reference_then r
    ON r.kind = 'datasets'
      AND (r.ref = h.dataset_name OR r.ref >= h.dataset_name || '@' AND r.ref < h.dataset_name || 'A')
      AND (names_version(h.dataset, r.ref) OR names_version(r.ref, h.dataset))
),
asset_version AS MATERIALIZED (
  SELECT n.span, v.dataset, v.starts, v.ends
  FROM held_asset n
  CROSS JOIN LATERAL subject_version('assets', n.ref) v
  WHERE v.how <> 'not-taken-over'
),
subject_held AS MATERIALIZED (
  SELECT DISTINCT h.span, v.dataset, v.starts, v.ends
  FROM held h
  CROSS JOIN LATERAL subject_version('subjects', h.subject) v
  WHERE h.subject IS NOT NULL AND v.how <> 'not-taken-over'
),
reached AS (
  SELECT h.span, a.idx
  FROM held h
  CROSS JOIN LATERAL subject_act(h.subject) a
  WHERE h.subject IS NOT NULL
  UNION
  SELECT d.span, r.idx
  FROM held_dataset d
  JOIN reference_then r ON r.kind = 'datasets' AND r.ref = d.ref
  UNION
  SELECT d.span, a.idx
  FROM held_dataset d
  JOIN act a ON a.kind = 'egress' AND d.ref = ANY (a.datasets)
  UNION
  SELECT n.span, r.idx
  FROM held_asset n
  JOIN reference_then r ON r.kind = 'assets' AND r.ref = n.ref
  UNION
  SELECT v.span, a.idx
  FROM asset_version v
  CROSS JOIN LATERAL (VALUES (v.dataset), (split_part(v.dataset, '@', 1) COLLATE "C")) AS n (ref)
  JOIN reference_then r ON r.kind = 'datasets' AND r.ref = n.ref
  CROSS JOIN LATERAL (
    SELECT a.idx
    FROM act a
    WHERE a.idx = r.idx AND a.occurred_at >= v.starts AND (v.ends IS NULL OR a.occurred_at < v.ends)
    OFFSET 0
  ) a
  CROSS JOIN LATERAL (
    SELECT count(*) AS things
    FROM reference_known own
    WHERE own.idx = a.idx AND own.kind IN ('subjects', 'assets')
    OFFSET 0
  ) own
  WHERE own.things = 0
),
violating AS (
  SELECT r.span, a.idx
  FROM reached r
  JOIN held h ON h.span = r.span
  CROSS JOIN LATERAL (
    SELECT a.idx
    FROM act a
    WHERE a.idx = r.idx
      AND a.kind <> 'provision'
      AND a.occurred_at >= h.starts
      AND (h.ends IS NULL OR a.occurred_at < h.ends)
    OFFSET 0
  ) a
),
unresolved AS (
  SELECT DISTINCT h.span, a.idx
  FROM held h
  CROSS JOIN LATERAL (
    SELECT t.idx, t.via, t.dataset
    FROM asset_subject() s
    CROSS JOIN LATERAL subject_act(s.subject) t
    WHERE s.asset = h.asset
    UNION ALL
    SELECT t.idx, t.via, t.dataset
    FROM act_subject() t
    WHERE h.asset IS NOT NULL AND NOT EXISTS (SELECT FROM asset_subject() s WHERE s.asset = h.asset)
    OFFSET 0
  ) t
  CROSS JOIN LATERAL (
    SELECT a.idx, CASE t.via WHEN 'dataset' THEN ARRAY[t.dataset] ELSE a.datasets END AS datasets
    FROM act a
    WHERE a.idx = t.idx
      AND a.kind <> 'provision'
      AND a.occurred_at >= h.starts
      AND (h.ends IS NULL OR a.occurred_at < h.ends)
    OFFSET 0
  ) a
  WHERE NOT EXISTS (SELECT FROM reference_known r WHERE r.idx = a.idx AND r.kind = 'assets')
    AND (
      coalesce(cardinality(a.datasets), 0) = 0
      OR EXISTS (
        SELECT FROM unnest(a.datasets) AS n (dataset)
        WHERE NOT EXISTS (SELECT FROM member_known m WHERE m.dataset = n.dataset AND m.kind = 'assets')
      )
    )
),
denied AS (
  SELECT n.span, d.idx
  FROM (
    SELECT h.span, r.idx
    FROM held h
    JOIN reference_known r ON r.kind = 'subjects' AND r.ref = h.subject
    UNION
    SELECT n.span, r.idx
    FROM held_asset n
    JOIN reference_known r ON r.kind = 'assets' AND r.ref = n.ref
  ) n
  JOIN held h ON h.span = n.span
  CROSS JOIN LATERAL (
    SELECT d.idx
    FROM access_then d
    WHERE d.idx = n.idx
      AND d.verb = 'denied'
      AND d.occurred_at >= h.starts
      AND (h.ends IS NULL OR d.occurred_at < h.ends)
    OFFSET 0
  ) d
  UNION
  SELECT n.span, d.idx
  FROM (
    SELECT d.span, d.ref, '-infinity'::timestamptz AS starts, NULL::timestamptz AS ends
    FROM held_dataset d
    UNION ALL
    SELECT v.span, n.ref, v.starts, v.ends
    FROM subject_held v
    CROSS JOIN LATERAL (VALUES (v.dataset), (split_part(v.dataset, '@', 1))) AS n (ref)
  ) n
  JOIN held h ON h.span = n.span
  CROSS JOIN LATERAL (
    SELECT d.idx, d.occurred_at
    FROM access_then d
    WHERE d.verb = 'denied' AND d.datasets @> ARRAY[n.ref] COLLATE "C"
    OFFSET 0
  ) d
  WHERE d.occurred_at >= greatest(h.starts, n.starts)
    AND d.occurred_at < coalesce(least(h.ends, n.ends), 'infinity')
),
counted AS (
  SELECT c.span,
    count(*) FILTER (WHERE c.what = 'denied') AS blocked,
    count(*) FILTER (WHERE c.what = 'violating') AS violating,
    count(*) FILTER (WHERE c.what = 'unresolved') AS unresolved,
    (array_agg(c.idx ORDER BY c.idx))[1:50] AS entries
  FROM (
    SELECT v.span, v.idx, 'violating' AS what FROM violating v
    UNION ALL
    SELECT u.span, u.idx, 'unresolved' FROM unresolved u
    UNION ALL
    SELECT d.span, d.idx, 'denied' FROM denied d
  ) c
  GROUP BY c.span
)
SELECT h.restriction, h.subject, h.dataset, h.asset, h.ground, h.starts, h.ends,
  coalesce(c.blocked, 0) AS blocked_attempts, coalesce(c.violating, 0) AS violating_accesses,
  coalesce(c.unresolved, 0) AS unresolved_accesses,
  CASE
    WHEN c.violating > 0 THEN 'restricted'
    WHEN c.unresolved > 0 OR h.subject IS NULL AND h.dataset IS NULL AND h.asset IS NULL THEN 'restriction-unresolved'
    ELSE 'sound'
  END AS reason,
  array_remove(ARRAY[h.idx, h.ended_idx], NULL) || coalesce(c.entries, '{}') AS entries
FROM held h
LEFT JOIN counted c ON c.span = h.span
ORDER BY h.starts, h.restriction, h.subject, h.dataset, h.asset
