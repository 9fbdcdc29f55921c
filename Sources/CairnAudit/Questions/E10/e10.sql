-- Each permit with the form of data that it allows, and what was really made ready.
SELECT p.permits[1] AS permit, p.format, p.justification, d.datasets[1] AS dataset, d.occurred_at AS made_ready_at, d.format AS made_format, d.subject_count AS subjects, d.excluded_count AS excluded,
  CASE WHEN p.format IS NULL OR p.format = 'pseudonymised' AND p.justification IS NULL THEN 'undetermined' WHEN d.format IS NOT NULL AND d.format <> p.format AND d.format = 'pseudonymised' THEN 'not-covered' ELSE 'covered' END AS verdict,
  CASE WHEN p.format IS NULL OR p.format = 'pseudonymised' AND p.justification IS NULL THEN 'incomplete' WHEN d.format IS NOT NULL AND d.format <> p.format AND d.format = 'pseudonymised' THEN 'dataset-outside-permit' ELSE 'complete' END AS reason,
  array_remove(ARRAY[p.idx, d.idx], NULL) AS entries
FROM permit p LEFT JOIN dataset d ON d.verb = 'materialised' AND d.permits && p.permits AND d.idx < $1::bigint AND d.occurred_at <= $2::timestamptz
WHERE p.verb = 'issued' AND p.idx < $1::bigint AND p.occurred_at <= $2::timestamptz AND ($3::text IS NULL OR p.permits @> ARRAY[$3::text])
ORDER BY p.occurred_at, p.idx, d.idx
