-- Assessments with what the assessor was at the time, and what was decided.
SELECT a.application, a.assessor AS holder, coalesce('eu-ehds:TrustedHealthDataHolder' = ANY (i.roles), false) AS is_trusted, a.occurred_at AS assessed_at, a.opinion AS proposal, d.decision, d.at AS decided_at,
  CASE WHEN 'eu-ehds:TrustedHealthDataHolder' = ANY (i.roles) OR 'eu-ehds:HealthDataAccessBody' = ANY (i.roles) THEN CASE WHEN d.idx IS NULL THEN 'undetermined' ELSE 'covered' END ELSE 'not-covered' END AS verdict,
  CASE WHEN 'eu-ehds:TrustedHealthDataHolder' = ANY (i.roles) OR 'eu-ehds:HealthDataAccessBody' = ANY (i.roles) THEN CASE WHEN d.idx IS NULL THEN 'open' ELSE 'complete' END ELSE 'incomplete' END AS reason,
  ARRAY(SELECT DISTINCT x FROM unnest(ARRAY[i.idx, a.idx, d.idx]) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM application a
LEFT JOIN LATERAL (
  SELECT x.roles, x.idx FROM institution x WHERE x.organisation = a.assessor AND x.verb IN ('registered', 'updated') AND x.idx < $1::bigint AND x.occurred_at <= a.occurred_at ORDER BY x.idx DESC LIMIT 1) i ON true
LEFT JOIN LATERAL (
  SELECT y.* FROM (
    SELECT 'granted' AS decision, p.occurred_at AS at, p.idx FROM permit p WHERE p.application = a.application AND p.verb = 'issued' AND p.idx < $1::bigint
    UNION ALL SELECT 'refused', r.occurred_at, r.idx FROM application r WHERE r.application = a.application AND r.verb = 'refused' AND r.idx < $1::bigint
  ) y WHERE y.at <= $2::timestamptz ORDER BY y.at, y.idx LIMIT 1) d ON true
WHERE a.verb = 'assessed' AND a.idx < $1::bigint AND a.occurred_at <= $2::timestamptz AND ($3::text IS NULL OR a.assessor = $3::text)
ORDER BY a.occurred_at, a.idx
