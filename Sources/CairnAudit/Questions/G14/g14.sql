-- Each released version with the de-identification of its series before the release.
WITH version AS MATERIALIZED (
  SELECT DISTINCT ON (d.datasets[1]) d.datasets[1] AS dataset, d.idx, d.occurred_at FROM dataset d
  WHERE d.verb = 'version-released' AND d.idx < $1::bigint AND d.occurred_at <= $2::timestamptz AND ($3::text IS NULL OR d.datasets @> ARRAY[$3::text]) ORDER BY d.datasets[1], d.idx
),
held AS MATERIALIZED (
  SELECT v.dataset, v.occurred_at, m.ref AS series FROM version v CROSS JOIN LATERAL members_of(v.dataset, 'assets', $1::bigint) m
  WHERE EXISTS (SELECT FROM lineage l WHERE l.target_kind = 'series' AND l.target = m.ref) OR NOT EXISTS (SELECT FROM lineage l WHERE l.target_kind = 'annotation' AND l.target = m.ref)
),
cleaned AS (
  SELECT h.dataset, h.series, min(i.idx) AS idx, array_agg(DISTINCT array_to_string(i.profiles, ' ')) AS profiles, array_agg(DISTINCT concat_ws(' ', i.tool, i.tool_version)) AS tools
  FROM held h JOIN reference r ON r.kind = 'assets' AND r.ref = h.series AND r.idx < $1::bigint JOIN image i ON i.idx = r.idx AND i.verb IN ('deidentified', 'pseudonymised') AND i.occurred_at <= h.occurred_at
  GROUP BY h.dataset, h.series
),
counted AS (
  SELECT h.dataset, count(*)::int AS series, count(c.idx)::int AS done, (array_agg(DISTINCT c.idx) FILTER (WHERE c.idx IS NOT NULL))[1:20] AS entries, string_agg(DISTINCT array_to_string(c.profiles, ' '), ', ') AS profiles,
    string_agg(DISTINCT array_to_string(c.tools, ', '), ', ') AS tools
  FROM held h LEFT JOIN cleaned c ON c.dataset = h.dataset AND c.series = h.series GROUP BY h.dataset
)
SELECT v.dataset, v.occurred_at AS released_at, coalesce(c.series, 0) AS series, coalesce(c.done, 0) AS deidentified, coalesce(c.series - c.done, 0) AS unknown, c.profiles, c.tools, r.outcome AS risk_assessment,
  CASE WHEN coalesce(c.series, 0) = 0 THEN 'undetermined' WHEN c.done = c.series THEN 'covered' ELSE 'not-covered' END AS verdict,
  CASE WHEN coalesce(c.series, 0) = 0 THEN 'members-unknown' WHEN c.done = c.series THEN 'deidentified' ELSE 'not-deidentified' END AS reason,
  array_remove(ARRAY[v.idx, r.idx], NULL) || coalesce(c.entries, '{}') AS entries
FROM version v LEFT JOIN counted c ON c.dataset = v.dataset
LEFT JOIN LATERAL (
  SELECT i.outcome, i.idx FROM image i JOIN reference x ON x.idx = i.idx AND x.kind = 'datasets' AND x.ref = v.dataset
  WHERE i.verb = 'risk-assessed' AND i.idx < $1::bigint AND i.occurred_at <= $2::timestamptz ORDER BY i.idx DESC LIMIT 1) r ON true
ORDER BY v.dataset
