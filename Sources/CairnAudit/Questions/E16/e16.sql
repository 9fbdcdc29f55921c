-- Assessments of applications, each with what the assessor was then, and what was decided.
--
-- EHDS Art. 72: a trusted holder may assess applications for data that it holds itself; the access body decides, and
-- may assess any. Not in order: the assessor was no trusted holder then, was suspended then, or assessed datasets that
-- another controls. What the application asked for, or who controls a dataset, may not be on record: then it can't be
-- told. A suspension lasts until its end, or until the institution is registered again.
WITH assessment AS (
  SELECT
    a.application,
    a.assessor,
    a.opinion,
    a.occurred_at,
    a.idx,
    role.roles @> ARRAY['eu-ehds:TrustedHealthDataHolder'] AS is_trusted,
    role.roles @> ARRAY['eu-ehds:HealthDataAccessBody'] AS is_access_body,
    role.idx AS role_idx,
    suspended.idx AS suspended_idx,
    asked.datasets,
    asked.idx AS asked_idx
  FROM application_then a
  LEFT JOIN LATERAL (
    SELECT i.roles, i.idx
    FROM institution_standing() i
    WHERE i.organisation = a.assessor
      AND i.starts <= a.occurred_at
      AND (i.ends IS NULL OR i.ends > a.occurred_at)
    ORDER BY i.starts DESC
    LIMIT 1
  ) role ON true
  LEFT JOIN LATERAL (
    SELECT s.idx
    FROM personnel_standing() s
    WHERE s.kind = 'organisation'
      AND s.state = 'suspended'
      AND s.id = a.assessor
      AND s.starts <= a.occurred_at
      AND (s.ends IS NULL OR s.ends > a.occurred_at)
    ORDER BY s.starts DESC
    LIMIT 1
  ) suspended ON true
  LEFT JOIN LATERAL (
    SELECT s.datasets, s.idx
    FROM application_then s
    WHERE s.application = a.application AND s.verb = 'submitted' AND s.occurred_at <= a.occurred_at
    ORDER BY s.occurred_at DESC, s.idx DESC
    LIMIT 1
  ) asked ON true
  WHERE a.verb = 'assessed' AND ($1::text IS NULL OR a.assessor = $1::text)
),
held AS (
  SELECT
    assessment.*,
    owned.datasets AS others_datasets,
    owned.is_known,
    owned.idxs AS owner_idxs,
    decided.decision,
    decided.at AS decided_at,
    decided.idx AS decided_idx
  FROM assessment
  LEFT JOIN LATERAL (
    SELECT
      array_agg(d.dataset) FILTER (WHERE holder.controller <> assessment.assessor) AS datasets,
      coalesce(bool_and(holder.controller IS NOT NULL), false) AS is_known,
      array_agg(holder.idx) AS idxs
    FROM unnest(assessment.datasets) AS d (dataset)
    LEFT JOIN LATERAL (
      SELECT c.controller, c.idx
      FROM dataset_then c
      WHERE c.verb = 'created' AND c.datasets && ARRAY[d.dataset, split_part(d.dataset, '@', 1)] COLLATE "C"
      ORDER BY c.occurred_at DESC, c.idx DESC
      LIMIT 1
    ) holder ON true
  ) owned ON true
  LEFT JOIN LATERAL (
    SELECT y.decision, y.at, y.idx
    FROM (
      SELECT 'granted' AS decision, p.occurred_at AS at, p.idx
      FROM permit_then p
      WHERE p.application = assessment.application AND p.verb = 'issued'
      UNION ALL
      SELECT 'refused', r.occurred_at, r.idx
      FROM application_then r
      WHERE r.application = assessment.application AND r.verb = 'refused'
    ) y
    ORDER BY y.at, y.idx
    LIMIT 1
  ) decided ON true
)
SELECT
  held.application,
  held.assessor AS holder,
  coalesce(held.is_trusted, false) AS is_trusted,
  held.suspended_idx IS NOT NULL AS is_suspended,
  held.others_datasets,
  held.occurred_at AS assessed_at,
  held.opinion AS proposal,
  held.decision,
  held.decided_at,
  CASE
    WHEN held.suspended_idx IS NOT NULL THEN 'assessor-suspended'
    WHEN held.is_access_body AND held.decided_idx IS NULL THEN 'undecided'
    WHEN held.is_access_body THEN 'complete'
    WHEN held.role_idx IS NULL THEN 'assessor-unknown'
    WHEN NOT held.is_trusted THEN 'holder-not-trusted'
    WHEN held.others_datasets IS NOT NULL THEN 'others-data-assessed'
    WHEN NOT held.is_known THEN 'holder-unknown'
    WHEN held.decided_idx IS NULL THEN 'undecided'
    ELSE 'complete'
  END AS reason,
  ARRAY(
    SELECT DISTINCT x
    FROM unnest(
      ARRAY[held.role_idx, held.suspended_idx, held.asked_idx, held.idx, held.decided_idx] || held.owner_idxs
    ) AS x
    WHERE x IS NOT NULL
    ORDER BY x
  ) AS entries
FROM held
ORDER BY held.occurred_at, held.idx
