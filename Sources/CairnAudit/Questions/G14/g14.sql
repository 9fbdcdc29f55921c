-- Each released version with what is recorded of its images before it was released: of every series or study that it
-- held then or got later, whether it was de-identified or pseudonymised before. What was done to a study was done to
-- its series. A version of which fewer members are known than it says is never in order. The assessment of
-- re-identification that was made last counts; its outcome is a closed word, and a score above the threshold speaks
-- against it (Recital 26: means reasonably likely to be used).
WITH version AS MATERIALIZED (
  SELECT DISTINCT ON (d.datasets[1]) d.datasets[1] AS dataset, d.idx, d.occurred_at
  FROM dataset_then d
  WHERE d.verb = 'version-released' AND ($1::text IS NULL OR d.datasets @> ARRAY[$1::text])
  ORDER BY d.datasets[1], d.idx
),
held AS MATERIALIZED (
  SELECT v.dataset, m.ref AS asset, greatest(v.occurred_at, min(m.starts)) AS out_at
  FROM version v
  CROSS JOIN LATERAL membership_standing(v.dataset) m
  WHERE m.kind = 'assets' AND (m.ends IS NULL OR m.ends > v.occurred_at)
    AND (
      EXISTS (SELECT FROM lineage_then l WHERE l.target_kind = 'series' AND l.target = m.ref)
      OR NOT EXISTS (SELECT FROM lineage_then l WHERE l.target_kind = 'annotation' AND l.target = m.ref)
    )
  GROUP BY v.dataset, m.ref, v.occurred_at
),
named AS (
  SELECT h.dataset, h.asset, h.out_at, h.asset AS image FROM held h
  UNION
  SELECT h.dataset, h.asset, h.out_at, l.source
  FROM held h
  JOIN lineage_then l ON l.target_kind = 'series' AND l.target = h.asset AND l.source_kind = 'study'
),
cleaned AS MATERIALIZED (
  SELECT n.dataset, n.asset, i.idx, i.profiles, concat_ws(' ', i.tool, i.tool_version) AS tool
  FROM named n
  JOIN reference_then r ON r.kind = 'assets' AND r.ref = n.image
  JOIN image_then i ON i.idx = r.idx AND i.verb IN ('deidentified', 'pseudonymised') AND i.occurred_at <= n.out_at
),
counted AS (
  SELECT h.dataset, count(*)::int AS series, count(c.asset)::int AS done
  FROM held h
  LEFT JOIN (SELECT DISTINCT dataset, asset FROM cleaned) c ON c.dataset = h.dataset AND c.asset = h.asset
  GROUP BY h.dataset
),
way AS (
  SELECT c.dataset, (array_agg(DISTINCT c.idx))[1:20] AS entries, array_agg(DISTINCT c.tool) AS tools,
    ARRAY(
      SELECT DISTINCT p.profile FROM cleaned x CROSS JOIN LATERAL unnest(x.profiles) AS p (profile)
      WHERE x.dataset = c.dataset ORDER BY p.profile
    ) AS profiles
  FROM cleaned c
  GROUP BY c.dataset
),
assessed AS (
  SELECT DISTINCT ON (v.dataset) v.dataset, i.outcome, i.score, i.threshold, i.idx,
    CASE
      WHEN i.score ~ '^[0-9]+(\.[0-9]+)?$' AND i.threshold ~ '^[0-9]+(\.[0-9]+)?$'
      THEN i.score::numeric > i.threshold::numeric
    END AS is_above
  FROM version v
  JOIN image_then i ON i.verb = 'risk-assessed'
    AND i.datasets && ARRAY[v.dataset, split_part(v.dataset, '@', 1)]
  ORDER BY v.dataset, i.occurred_at DESC, i.idx DESC
),
judged AS (
  SELECT v.dataset, v.idx, v.occurred_at, s.subject_count, coalesce(s.is_incomplete, true) AS is_incomplete,
    coalesce(c.series, 0) AS series, coalesce(c.done, 0) AS done, w.profiles, w.tools, w.entries,
    a.outcome, a.idx AS assessed_idx,
    CASE
      WHEN a.idx IS NULL THEN 'none'
      WHEN a.outcome IN ('failed', 'rejected', 'unacceptable') THEN 'failed'
      WHEN a.outcome IN ('passed', 'accepted', 'acceptable') AND a.is_above IS NOT TRUE THEN 'passed'
      ELSE 'unclear'
    END AS assessment
  FROM version v
  LEFT JOIN version_standing() s ON s.dataset = v.dataset
  LEFT JOIN counted c ON c.dataset = v.dataset
  LEFT JOIN way w ON w.dataset = v.dataset
  LEFT JOIN assessed a ON a.dataset = v.dataset
)
SELECT j.dataset, j.occurred_at AS released_at, j.series, j.done AS deidentified, j.series - j.done AS unknown,
  j.profiles, j.tools, j.outcome AS risk_assessment,
  CASE
    WHEN j.done < j.series THEN 'not-deidentified'
    WHEN j.assessment = 'failed' THEN 'reidentification-risk'
    WHEN j.series = 0 OR j.is_incomplete THEN 'members-unknown'
    WHEN j.assessment = 'unclear' THEN 'assessment-unclear'
    ELSE 'deidentified'
  END AS reason,
  array_remove(ARRAY[j.idx, j.assessed_idx], NULL) || coalesce(j.entries, '{}') AS entries
FROM judged j
ORDER BY j.dataset
