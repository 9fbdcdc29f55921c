-- Counts for the report of Art. 59, each of what happened in the period: an event is counted once, a person once a
-- figure. The first twenty entries of each stand for the rest.
WITH span AS MATERIALIZED (
  SELECT coalesce($1::text::timestamptz, '-infinity') AS starts, coalesce($2::text::timestamptz, 'infinity') AS ends
),
counted AS (
  SELECT 1 AS place, 'applications' AS figure, CASE a.verb WHEN 'submitted' THEN 'received' ELSE a.verb END AS of,
    a.occurred_at AS at, a.idx, NULL AS person
  FROM application_then a
  UNION ALL
  SELECT 2, 'applications refused, by reason', a.reason, a.occurred_at, a.idx, NULL
  FROM application_then a
  WHERE a.verb = 'refused'
  UNION ALL
  SELECT 3, 'permits', p.verb, p.occurred_at, p.idx, NULL
  FROM permit_then p
  WHERE p.verb IN ('issued', 'amended', 'extended', 'suspended', 'revoked', 'completed')
  UNION ALL
  SELECT 4, 'permits by purpose', u.purpose, p.occurred_at, p.idx, NULL
  FROM permit_then p
  CROSS JOIN LATERAL unnest(p.purposes) AS u (purpose)
  WHERE p.verb = 'issued'
  UNION ALL
  SELECT 6, 'deliveries of holders', p.verb, p.occurred_at, p.idx, NULL
  FROM provision_then p
  UNION ALL
  SELECT 7, 'opt-outs', o.verb, o.occurred_at, o.idx, NULL
  FROM opt_out_then o
  UNION ALL
  SELECT 8, 'persons who opted out', 'each counted once', o.occurred_at, o.idx, named.ref
  FROM opt_out_then o
  JOIN reference_then named ON named.idx = o.idx AND named.kind = 'subjects'
  WHERE o.verb = 'registered'
  UNION ALL
  SELECT 9, 'requests of persons', r.requested_right, r.occurred_at, r.idx, NULL
  FROM request_then r
  WHERE r.verb = 'received'
  UNION ALL
  SELECT 10, 'breaches', b.verb, b.occurred_at, b.idx, NULL
  FROM breach_then b
  WHERE b.verb IN ('detected', 'authority-notified', 'subjects-notified')
  UNION ALL
  SELECT 11, 'misuse', coalesce(i.penalty, i.verb), i.occurred_at, i.idx, NULL
  FROM incident_then i
  UNION ALL
  SELECT 12, 'results', CASE r.verb WHEN 'finding-reported' THEN 'findings reported' ELSE r.verb END, r.occurred_at,
    r.idx, NULL
  FROM result_then r
),
figure AS (
  SELECT
    counted.place,
    counted.figure,
    counted.of,
    CASE WHEN counted.place = 8 THEN count(DISTINCT counted.person) ELSE count(*) END AS count,
    (array_agg(DISTINCT counted.idx))[1:20] AS entries
  FROM counted
  JOIN span ON counted.at >= span.starts AND counted.at < span.ends
  GROUP BY counted.place, counted.figure, counted.of
  UNION ALL
  SELECT
    5,
    'days to a decision',
    'median',
    percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(day FROM decided.at - a.occurred_at)::bigint),
    (array_agg(a.idx ORDER BY a.idx))[1:20]
  FROM application_then a
  JOIN LATERAL (
    SELECT min(x.at) AS at
    FROM (
      SELECT p.occurred_at AS at FROM permit_then p WHERE p.application = a.application AND p.verb = 'issued'
      UNION ALL
      SELECT r.occurred_at FROM application_then r WHERE r.application = a.application AND r.verb = 'refused'
    ) x
  ) decided ON true
  JOIN span ON decided.at >= span.starts AND decided.at < span.ends
  WHERE a.verb = 'submitted'
  HAVING count(*) > 0
)
SELECT figure.figure, figure.of, figure.count, coalesce(figure.entries, '{}') AS entries
FROM figure
ORDER BY figure.place, figure.of
