-- Everyone who was opted out when a permit was approved that names a dataset version which held them: was the person
-- left out before anything was made available (EHDS Art. 71(1), (3))?
--
-- The time that an opt-out is held against is the approval of the decision that brought the dataset into the permit
-- (permit_version), a tie counts, and an opt-out that was taken back afterwards still counts. Made available is any act
-- or provision under the permit through that version, or that names the person or the person's series, while the person
-- was in it. Left out later doesn't undo that. An exception of national law (71(4)) counts from its own time on, for
-- the permit and the versions that it names.
--
-- A version of which fewer persons are known than its release says, or none, may hold anybody who was opted out at the
-- approval: it has a row without a person.
WITH opted AS MATERIALIZED (
  SELECT s.*
  FROM opt_out_standing() s
  WHERE s.starts <= valid_at() AND ($1::text IS NULL OR s.subject = $1::text)
),
version AS (
  SELECT DISTINCT n.dataset
  FROM dataset_then d
  CROSS JOIN LATERAL unnest(d.datasets) AS n (dataset)
  WHERE d.verb IN ('members-added', 'members-removed', 'version-released', 'member-excluded')
),
permitted AS MATERIALIZED (
  SELECT p.permit, p.approved_at, p.starts, p.ends, p.idx, v.dataset
  FROM permit_version() p
  JOIN version v ON names_version(p.dataset, v.dataset)
  WHERE p.approved_at <= valid_at()
    AND ($2::text IS NULL OR p.permit = $2::text)
    AND ($3::text IS NULL OR p.approved_at >= $3::timestamptz)
    AND ($4::text IS NULL OR p.approved_at < $4::timestamptz)
),
membership AS MATERIALIZED (
  SELECT v.dataset, m.subject, m.starts, m.ends, m.idx, m.ended_idx
  FROM (SELECT DISTINCT p.dataset FROM permitted p) v
  CROSS JOIN LATERAL version_subject(v.dataset, $1::text) m
  WHERE EXISTS (SELECT FROM opted) AND m.how <> 'not-taken-over' AND m.subject IN (SELECT o.subject FROM opted o)
),
met AS (
  SELECT o.subject, o.starts AS opted_out_at, o.scope, o.reaches_images, o.idx AS opt_out_idx, p.permit, p.approved_at,
    p.idx AS permit_idx, p.dataset, m.idx AS member_idx, m.ended_idx, m.ends AS left_at,
    greatest(m.starts, p.starts) AS since, least(m.ends, p.ends) AS until
  FROM opted o
  JOIN membership m ON m.subject = o.subject AND (m.ends IS NULL OR m.ends > o.starts)
  JOIN permitted p
    ON p.dataset = m.dataset
      AND o.starts <= p.approved_at
      AND (o.ends IS NULL OR o.ends > p.approved_at)
),
used AS MATERIALIZED (
  SELECT n.permit, v.dataset, array_agg(a.occurred_at ORDER BY a.occurred_at, a.idx) AS times,
    array_agg(a.idx ORDER BY a.occurred_at, a.idx) AS idxs
  FROM act a
  JOIN act_version() v ON v.idx = a.idx
  CROSS JOIN LATERAL unnest(a.permits) AS n (permit)
  WHERE a.permits && (SELECT array_agg(DISTINCT m.permit) FROM met m) COLLATE "C"
    AND n.permit IN (SELECT m.permit FROM met m)
    AND NOT EXISTS (
      SELECT FROM reference_then r
      WHERE r.idx = a.idx
        AND (
          r.kind = 'subjects'
          OR EXISTS (SELECT FROM asset_subject() s WHERE r.kind = 'assets' AND s.asset = r.ref OFFSET 0)
        )
    )
  GROUP BY n.permit, v.dataset
),
available AS (
  SELECT m.*, first.at AS available_at, first.idx AS available_idx, anyway.at AS anyway_at, anyway.idx AS anyway_idx
  FROM met m
  LEFT JOIN LATERAL (
    SELECT u.times[1] AS at, u.idxs[1] AS idx
    FROM used u
    WHERE u.permit = m.permit AND u.dataset = m.dataset
  ) anyway ON true
  LEFT JOIN LATERAL (
    SELECT x.at, x.idx
    FROM (
      SELECT u.times[place.n] AS at, u.idxs[place.n] AS idx
      FROM used u
      CROSS JOIN LATERAL (
        SELECT CASE
          WHEN m.since = '-infinity' THEN 1
          ELSE width_bucket(m.since - interval '1 microsecond', u.times) + 1
        END AS n
      ) place
      WHERE u.permit = m.permit AND u.dataset = m.dataset
      UNION ALL
      SELECT a.occurred_at, a.idx
      FROM (
        SELECT r.idx
        FROM reference_then r
        WHERE r.kind = 'subjects' AND r.ref = m.subject
        UNION
        SELECT r.idx
        FROM asset_subject() s
        JOIN reference_then r ON r.kind = 'assets' AND r.ref = s.asset
        WHERE s.subject = m.subject
      ) named
      JOIN act a ON a.idx = named.idx AND m.permit = ANY (a.permits) AND a.occurred_at >= m.since
      WHERE a.datasets IS NULL
        OR EXISTS (SELECT FROM unnest(a.datasets) AS n (dataset) WHERE names_version(n.dataset, m.dataset))
    ) x
    WHERE x.at < coalesce(m.until, 'infinity')
    ORDER BY x.at, x.idx
    LIMIT 1
  ) first ON true
),
judged AS (
  SELECT a.*, e.national_law, e.idx AS exception_idx,
    CASE
      WHEN e.idx IS NOT NULL THEN 'opt-out-exception'
      WHEN a.available_at IS NOT NULL AND a.reaches_images THEN 'opted-out-before-approval'
      WHEN a.available_at IS NOT NULL THEN 'opt-out-scope-unknown'
      WHEN a.left_at <= valid_at() THEN 'removed'
      ELSE 'not-left-out-yet'
    END AS reason
  FROM available a
  LEFT JOIN LATERAL (
    SELECT x.national_law, x.idx
    FROM opt_out_exception() x
    WHERE x.permit = a.permit
      AND (x.dataset IS NULL OR names_version(x.dataset, a.dataset))
      AND x.starts <= coalesce(a.available_at, valid_at())
    ORDER BY x.starts, x.idx
    LIMIT 1
  ) e ON true
),
unknown AS (
  SELECT DISTINCT ON (p.permit, p.dataset, p.approved_at) p.permit, p.approved_at, p.dataset, p.idx, v.released_idx
  FROM permitted p
  JOIN version_standing() v ON v.dataset = p.dataset AND v.is_incomplete
  WHERE EXISTS (
      SELECT FROM opted o
      WHERE o.starts <= p.approved_at AND (o.ends IS NULL OR o.ends > p.approved_at)
        AND NOT EXISTS (SELECT FROM membership m WHERE m.dataset = p.dataset AND m.subject = o.subject)
    )
),
worst AS (
  SELECT DISTINCT ON (j.subject, j.permit, j.dataset, j.approved_at) j.*
  FROM judged j
  JOIN reason r ON r.code = j.reason
  ORDER BY j.subject, j.permit, j.dataset, j.approved_at,
    CASE r.verdict WHEN 'not-covered' THEN 1 WHEN 'undetermined' THEN 2 ELSE 3 END, j.opted_out_at, j.since
)
SELECT a.subject, a.opted_out_at, a.scope, a.permit, a.approved_at, a.dataset, a.made_available_at, a.is_included,
  a.exception, a.reason, a.entries
FROM (
SELECT w.subject, w.opted_out_at, w.scope, w.permit, w.approved_at, w.dataset,
  coalesce(w.available_at, w.anyway_at) AS made_available_at,
  w.available_at IS NOT NULL OR w.left_at IS NULL OR w.left_at > valid_at() AS is_included,
  w.national_law AS exception, w.reason,
  ARRAY(
    SELECT DISTINCT i.idx
    FROM unnest(
      ARRAY[w.opt_out_idx, w.permit_idx, w.member_idx, w.ended_idx, w.exception_idx,
        coalesce(w.available_idx, w.anyway_idx)]
    ) AS i (idx)
    WHERE i.idx IS NOT NULL
    ORDER BY i.idx
  ) AS entries
FROM worst w
UNION ALL
SELECT $1::text, NULL, NULL, u.permit, u.approved_at, u.dataset, NULL, NULL, NULL, 'members-unknown',
  array_remove(ARRAY[u.idx, u.released_idx], NULL)
FROM unknown u
) a
ORDER BY a.approved_at, a.permit, a.subject, a.dataset
