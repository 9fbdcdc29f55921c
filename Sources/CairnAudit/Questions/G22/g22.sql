-- Where data were accessed from or sent to, by organisation, country and way, and the safeguard that stood for it then. The country is the one that the
-- event names, or else the organisation's registered one at that time.
WITH place AS (
  SELECT i.organisation, i.country, i.idx, CASE WHEN lag(i.idx) OVER w IS NULL THEN '-infinity' ELSE i.occurred_at END AS starts, lead(i.occurred_at) OVER w AS ends
  FROM institution i
  WHERE i.verb IN ('registered', 'updated') AND i.idx < $1::bigint AND i.occurred_at <= $2::timestamptz
  WINDOW w AS (PARTITION BY i.organisation ORDER BY i.occurred_at, i.idx)
),
went AS (
  SELECT a.idx, a.occurred_at, a.actor_organisation AS organisation, a.country, a.verb AS mode, NULL AS safeguard, a.datasets FROM access a
  WHERE a.verb IN ('queried', 'viewed', 'read', 'downloaded') AND a.idx < $1::bigint AND a.occurred_at <= $2::timestamptz
    AND ($3::text IS NULL OR a.occurred_at >= $3::timestamptz) AND ($4::text IS NULL OR a.occurred_at < $4::timestamptz)
  UNION ALL
  SELECT t.idx, t.occurred_at, t.recipient, t.country, t.verb, t.safeguard, t.datasets FROM transfer t
  WHERE t.verb = 'sent' AND t.idx < $1::bigint AND t.occurred_at <= $2::timestamptz
    AND ($3::text IS NULL OR t.occurred_at >= $3::timestamptz) AND ($4::text IS NULL OR t.occurred_at < $4::timestamptz)
  UNION ALL
  SELECT e.idx, e.occurred_at, e.recipient, NULL, 'left the environment', NULL, e.datasets FROM egress e
  WHERE e.verb = 'released' AND e.recipient IS NOT NULL AND e.personal IS DISTINCT FROM false AND e.idx < $1::bigint AND e.occurred_at <= $2::timestamptz
    AND ($3::text IS NULL OR e.occurred_at >= $3::timestamptz) AND ($4::text IS NULL OR e.occurred_at < $4::timestamptz)
),
placed AS MATERIALIZED (
  SELECT w.idx, w.occurred_at, w.organisation, w.mode, w.safeguard, w.datasets, coalesce(w.country, p.country) AS country, CASE WHEN w.country IS NULL THEN p.idx END AS place_idx,
    coalesce(w.country, p.country) IN ('AT', 'BE', 'BG', 'HR', 'CY', 'CZ', 'DK', 'EE', 'FI', 'FR', 'DE', 'GR', 'HU', 'IS', 'IE', 'IT', 'LV', 'LI', 'LT', 'LU', 'MT', 'NL',
      'NO', 'PL', 'PT', 'RO', 'SK', 'SI', 'ES', 'SE') AS is_inside
  FROM went w LEFT JOIN place p ON p.organisation = w.organisation AND p.starts <= w.occurred_at AND (p.ends IS NULL OR p.ends > w.occurred_at)
),
guarded AS (
  SELECT DISTINCT ON (p.idx) p.*, coalesce(p.safeguard, s.safeguard) AS stands, CASE WHEN p.safeguard IS NULL THEN s.idx END AS safeguard_idx
  FROM placed p
  LEFT JOIN transfer s ON s.verb = 'safeguard-recorded' AND NOT p.is_inside AND s.recipient = p.organisation AND s.country = p.country AND s.idx < $1::bigint
    AND s.occurred_at <= $2::timestamptz AND coalesce(s.valid_from, s.occurred_at) <= p.occurred_at AND (s.valid_until IS NULL OR s.valid_until > p.occurred_at)
  WHERE p.is_inside IS NOT true
  ORDER BY p.idx, s.idx DESC
),
outside AS MATERIALIZED (SELECT g.*, dense_rank() OVER (ORDER BY g.organisation, g.country, g.mode, g.stands) AS party FROM guarded g),
through AS MATERIALIZED (SELECT DISTINCT o.party, d.dataset FROM outside o CROSS JOIN LATERAL unnest(o.datasets) AS d (dataset)),
held AS MATERIALIZED (
  SELECT t.dataset, m.ref FROM (SELECT DISTINCT dataset FROM through) t CROSS JOIN LATERAL members_of(t.dataset, 'subjects', $1::bigint) m
),
touched AS (
  SELECT x.party, count(*) AS subjects
  FROM (
    SELECT t.party, h.ref FROM through t JOIN held h ON h.dataset = t.dataset
    UNION
    SELECT o.party, r.ref FROM outside o JOIN reference r ON r.idx = o.idx AND r.kind = 'subjects'
  ) x
  GROUP BY x.party
),
grouped AS (
  SELECT o.organisation, o.country, o.mode, o.stands AS safeguard, count(*) AS times, coalesce(max(t.subjects), 0) AS subjects, min(o.occurred_at) AS first_at,
    max(o.occurred_at) AS last_at, false AS is_inside, array_agg(o.idx) || array_agg(o.place_idx) || array_agg(o.safeguard_idx) AS idxs
  FROM outside o LEFT JOIN touched t ON t.party = o.party
  GROUP BY o.party, o.organisation, o.country, o.mode, o.stands
  UNION ALL
  SELECT p.organisation, p.country, p.mode, NULL, count(*), NULL, min(p.occurred_at), max(p.occurred_at), true,
    ARRAY[min(p.idx), max(p.idx)] || array_agg(DISTINCT p.place_idx)
  FROM placed p WHERE p.is_inside
  GROUP BY p.organisation, p.country, p.mode
)
SELECT g.organisation, g.country, g.mode, g.times, g.subjects, g.safeguard, g.first_at, g.last_at,
  CASE WHEN g.is_inside OR g.safeguard IS NOT NULL THEN 'covered' WHEN g.country IS NULL THEN 'undetermined' ELSE 'not-covered' END AS verdict,
  CASE WHEN g.is_inside THEN 'within-eea' WHEN g.safeguard IS NOT NULL THEN 'safeguard-recorded' WHEN g.country IS NULL THEN 'country-unknown' ELSE 'no-safeguard' END AS reason,
  ARRAY(SELECT DISTINCT x FROM unnest(g.idxs) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM grouped g
ORDER BY g.is_inside, g.country, g.organisation, g.mode, g.safeguard
