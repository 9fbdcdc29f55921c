-- What happened in secure environments, session by session, with what is missing from the log.
WITH opened AS MATERIALIZED (
  SELECT s.session, s.environment, s.permits[1] AS permit, s.person, s.occurred_at, s.idx FROM session s
  WHERE s.verb = 'opened' AND s.idx < $1::bigint AND s.occurred_at <= $2::timestamptz AND ($3::text IS NULL OR s.environment = $3::text)
    AND ($4::text IS NULL OR s.session = $4::text) AND ($5::text IS NULL OR s.occurred_at >= $5::timestamptz) AND ($6::text IS NULL OR s.occurred_at < $6::timestamptz)
),
activity AS (
  SELECT o.session, o.environment, o.permit, o.person, 'opened' AS activity, NULL::text AS object, o.occurred_at AS at, o.idx, NULL::text AS gap FROM opened o
  UNION ALL
  SELECT o.session, o.environment, o.permit, o.person, a.verb, array_to_string(a.datasets, ', '), a.occurred_at, a.idx,
    CASE WHEN a.actor IS DISTINCT FROM o.person THEN 'another person than the one who opened the session' END
  FROM opened o JOIN access a ON a.session = o.session AND a.idx < $1::bigint AND a.occurred_at <= $2::timestamptz
  UNION ALL
  SELECT o.session, o.environment, o.permit, o.person, 'job ' || j.verb, j.job, j.occurred_at, j.idx, NULL FROM opened o JOIN job j ON j.session = o.session AND j.idx < $1::bigint AND j.occurred_at <= $2::timestamptz
  UNION ALL
  SELECT o.session, o.environment, o.permit, o.person, 'egress ' || g.verb, g.egress, g.occurred_at, g.idx, NULL FROM opened o JOIN egress g ON g.session = o.session AND g.idx < $1::bigint AND g.occurred_at <= $2::timestamptz
  UNION ALL
  SELECT o.session, o.environment, o.permit, o.person, coalesce(c.verb, 'not closed'), NULL, c.occurred_at, coalesce(c.idx, o.idx),
    CASE WHEN c.idx IS NULL AND o.occurred_at < $2::timestamptz - interval '1 day' THEN 'open for more than a day' END
  FROM opened o LEFT JOIN session c ON c.session = o.session AND c.verb = 'closed' AND c.idx < $1::bigint AND c.occurred_at <= $2::timestamptz
  UNION ALL
  SELECT a.session, NULL, a.permits[1], a.actor, a.verb, array_to_string(a.datasets, ', '), a.occurred_at, a.idx, 'the session was never opened'
  FROM access a
  WHERE a.session IS NOT NULL AND a.idx < $1::bigint AND a.occurred_at <= $2::timestamptz AND $3::text IS NULL AND ($4::text IS NULL OR a.session = $4::text)
    AND ($5::text IS NULL OR a.occurred_at >= $5::timestamptz) AND ($6::text IS NULL OR a.occurred_at < $6::timestamptz)
    AND NOT EXISTS (SELECT FROM session s WHERE s.session = a.session AND s.verb = 'opened' AND s.idx < $1::bigint)
  UNION ALL
  SELECT NULL, p.environment, p.permit, a.actor, a.verb, array_to_string(a.datasets, ', '), a.occurred_at, a.idx, 'no session is named'
  FROM (
    SELECT DISTINCT ON (p.permits[1]) p.permits[1] AS permit, p.environment FROM permit p
    WHERE p.verb = 'issued' AND p.environment IS NOT NULL AND p.idx < $1::bigint AND p.occurred_at <= $2::timestamptz ORDER BY p.permits[1], p.idx
  ) p
  JOIN access a ON a.permits[1] = p.permit AND a.session IS NULL AND a.verb IN ('queried', 'viewed', 'read', 'downloaded')
  WHERE $4::text IS NULL AND ($3::text IS NULL OR p.environment = $3::text) AND a.idx < $1::bigint AND a.occurred_at <= $2::timestamptz
    AND ($5::text IS NULL OR a.occurred_at >= $5::timestamptz) AND ($6::text IS NULL OR a.occurred_at < $6::timestamptz)
)
SELECT v.session, v.environment, v.permit, v.person, v.activity, v.object, v.at AS happened_at, v.at + interval '1 year' AS retained_until, v.gap,
  CASE WHEN v.gap IS NULL THEN 'covered' ELSE 'not-covered' END AS verdict, CASE WHEN v.gap IS NULL THEN 'complete' ELSE 'incomplete' END AS reason, ARRAY[v.idx] AS entries
FROM activity v ORDER BY v.session NULLS LAST, v.at NULLS LAST, v.idx, v.activity
