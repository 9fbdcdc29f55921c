-- Each breach with its clocks: 72 hours from awareness to the authority (Art. 33(1)).
WITH first AS (
  SELECT b.breach, min(b.occurred_at) FILTER (WHERE b.verb = 'detected') AS detected_at, min(coalesce(b.aware_at, b.occurred_at)) AS aware_at, min(b.idx) AS idx
  FROM breach b WHERE b.idx < $1::bigint AND b.occurred_at <= $2::timestamptz AND ($3::text IS NULL OR b.breach = $3::text) GROUP BY b.breach
),
told AS (
  SELECT f.*, s.nature, s.risk, s.subject_count, s.objects, s.categories, s.measures, s.idx AS assessed_idx, d.nature AS detected_nature,
    a.occurred_at AS authority_at, a.authority, a.reason AS delay_reason, a.idx AS authority_idx, n.occurred_at AS subjects_at, n.exception, n.idx AS subjects_idx, c.occurred_at AS closed_at, c.idx AS closed_idx
  FROM first f
  LEFT JOIN LATERAL (SELECT b.* FROM breach b WHERE b.breach = f.breach AND b.verb = 'detected' AND b.idx < $1::bigint ORDER BY b.idx LIMIT 1) d ON true
  LEFT JOIN LATERAL (SELECT b.* FROM breach b WHERE b.breach = f.breach AND b.verb = 'assessed' AND b.idx < $1::bigint AND b.occurred_at <= $2::timestamptz ORDER BY b.idx DESC LIMIT 1) s ON true
  LEFT JOIN LATERAL (SELECT b.* FROM breach b WHERE b.breach = f.breach AND b.verb = 'authority-notified' AND b.idx < $1::bigint AND b.occurred_at <= $2::timestamptz ORDER BY b.idx LIMIT 1) a ON true
  LEFT JOIN LATERAL (SELECT b.* FROM breach b WHERE b.breach = f.breach AND b.verb = 'subjects-notified' AND b.idx < $1::bigint AND b.occurred_at <= $2::timestamptz ORDER BY b.idx LIMIT 1) n ON true
  LEFT JOIN LATERAL (SELECT b.* FROM breach b WHERE b.breach = f.breach AND b.verb = 'closed' AND b.idx < $1::bigint AND b.occurred_at <= $2::timestamptz ORDER BY b.idx LIMIT 1) c ON true
  WHERE ($4::text IS NULL OR f.aware_at >= $4::timestamptz) AND ($5::text IS NULL OR f.aware_at < $5::timestamptz)
),
judged AS (
  SELECT t.*, t.aware_at + interval '72 hours' AS due_by,
    CASE WHEN t.authority_at IS NOT NULL THEN CASE WHEN t.authority_at <= t.aware_at + interval '72 hours' THEN 'in-time' ELSE 'late' END
      WHEN t.risk = 'none' OR t.risk = 'unlikely' THEN 'not-needed'
      WHEN $2::timestamptz > t.aware_at + interval '72 hours' THEN 'overdue' ELSE 'open' END AS reason
  FROM told t
)
SELECT j.breach, j.detected_at, j.aware_at, array_to_string(coalesce(j.nature, j.detected_nature), ', ') AS nature, j.risk, j.subject_count AS subjects, j.objects AS records,
  array_to_string(j.categories, ', ') AS categories, array_to_string(j.measures, ', ') AS measures, j.due_by, j.authority, j.authority_at,
  (extract(epoch FROM coalesce(j.authority_at, $2::timestamptz) - j.aware_at) / 3600)::int AS hours_since_aware, j.delay_reason, j.subjects_at AS subjects_told_at, j.exception AS subjects_exemption, j.closed_at,
  CASE WHEN j.reason IN ('late', 'overdue') THEN 'not-covered' ELSE 'covered' END AS verdict, j.reason,
  ARRAY(SELECT DISTINCT x FROM unnest(ARRAY[j.idx, j.assessed_idx, j.authority_idx, j.subjects_idx, j.closed_idx]) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM judged j ORDER BY j.aware_at, j.breach
