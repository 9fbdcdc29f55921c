-- Where data were accessed from or sent to, by organisation, country and way, and the safeguard that stood for it
-- then.
--
-- Reading from abroad is a transfer as sending is: queries, views, reads, downloads, jobs, copies sent, and releases
-- from an environment unless they are recorded as holding no personal data. The country is the one that the event
-- names, or else the organisation's registered one at that time; a code that no country has is none.
--
-- Outside the European Economic Area (GDPR Art. 44) an act needs an adequacy decision or a safeguard (Art. 45, 46),
-- named by the transfer itself or recorded for the recipient and in force then; of several the best counts. A
-- derogation (Art. 49) is for specific situations: acts of one organisation under one derogation in two different
-- weeks can't be told from a habit, in three they are one (our numbers). All acts up to the time asked about are
-- counted for that, also those before the period. What is named as a safeguard and is none of the law's is not known.
WITH registered AS MATERIALIZED (
  SELECT
    i.organisation,
    i.country,
    i.idx,
    CASE WHEN i.is_first THEN '-infinity' ELSE i.starts END AS starts,
    i.ends
  FROM institution_standing() i
),
movement AS (
  SELECT a.idx, a.occurred_at, a.actor_organisation AS organisation, a.country, a.verb AS mode, NULL AS safeguard
  FROM access_then a
  WHERE a.verb IN ('queried', 'viewed', 'read', 'downloaded')
  UNION ALL
  SELECT j.idx, j.occurred_at, j.actor_organisation, NULL, 'job', NULL
  FROM job_then j
  WHERE j.verb = 'started'
  UNION ALL
  SELECT t.idx, t.occurred_at, t.recipient, t.country, t.verb, t.safeguard
  FROM transfer_then t
  WHERE t.verb = 'sent'
  UNION ALL
  SELECT e.idx, e.occurred_at, coalesce(e.recipient, permitted.organisation), NULL, 'left the environment', NULL
  FROM egress_then e
  LEFT JOIN LATERAL (
    SELECT coalesce(e.personal, bool_or(step.personal)) AS is_personal, min(p.organisation) AS organisation
    FROM egress_then step
    LEFT JOIN permit_then p ON p.verb = 'issued' AND p.permits && step.permits
    WHERE step.egress = e.egress
  ) permitted ON true
  WHERE e.verb = 'released' AND permitted.is_personal IS NOT false
),
placed AS MATERIALIZED (
  SELECT
    movement.idx,
    movement.occurred_at,
    movement.organisation,
    movement.mode,
    movement.safeguard,
    coalesce(movement.country, registered.country) AS country,
    CASE WHEN movement.country IS NULL THEN registered.idx END AS registered_idx,
    country_region(coalesce(movement.country, registered.country)) AS region,
    ($1::text IS NULL OR movement.occurred_at >= $1::timestamptz)
      AND ($2::text IS NULL OR movement.occurred_at < $2::timestamptz) AS is_of_period
  FROM movement
  LEFT JOIN registered ON registered.organisation = movement.organisation
    AND registered.starts <= movement.occurred_at
    AND (registered.ends IS NULL OR registered.ends > movement.occurred_at)
),
-- Each act outside with what is named for it, the best first: rank 1 suffices by itself, 2 is a derogation, 3 unknown.
guarded AS (
  SELECT DISTINCT ON (placed.idx)
    placed.*,
    named.safeguard AS stands,
    named.idx AS safeguard_idx,
    CASE
      WHEN named.safeguard IS NULL THEN NULL
      WHEN named.safeguard ~ '^eu-gdpr:A(45-3|46-2-[a-f]|46-3-[ab])$' THEN 1
      WHEN named.safeguard ~ '^eu-gdpr:A49-1-[a-g]$' THEN 2
      ELSE 3
    END AS safeguard_rank
  FROM placed
  LEFT JOIN LATERAL (
    SELECT placed.safeguard, NULL::bigint AS idx
    WHERE placed.safeguard IS NOT NULL
    UNION ALL
    SELECT s.safeguard, s.idx
    FROM safeguard_standing() s
    WHERE s.recipient = placed.organisation
      AND (placed.country IS NULL OR country_code(s.country) = country_code(placed.country))
      AND s.starts <= placed.occurred_at
      AND (s.ends IS NULL OR s.ends > placed.occurred_at)
  ) named ON true
  WHERE placed.region IS DISTINCT FROM 'eea'
  ORDER BY placed.idx, safeguard_rank, named.idx DESC NULLS FIRST
),
used AS (
  SELECT
    guarded.organisation,
    guarded.stands,
    count(DISTINCT date_trunc('week', guarded.occurred_at, 'UTC')) AS weeks,
    array_agg(guarded.idx ORDER BY guarded.occurred_at DESC, guarded.idx) AS idxs
  FROM guarded
  WHERE guarded.safeguard_rank = 2
  GROUP BY guarded.organisation, guarded.stands
),
outside AS MATERIALIZED (
  SELECT
    guarded.*,
    dense_rank() OVER (ORDER BY guarded.organisation, guarded.country, guarded.mode, guarded.stands) AS party
  FROM guarded
  WHERE guarded.is_of_period
),
-- Whom each act outside touched, as act_subject says it, for these acts alone: who is named, whose the assets are, or
-- else who was in the versions then.
pointed AS MATERIALIZED (
  SELECT outside.party, outside.idx, named.ref AS subject
  FROM outside
  JOIN reference_then named ON named.idx = outside.idx AND named.kind = 'subjects'
  UNION
  SELECT outside.party, outside.idx, owner.subject
  FROM outside
  JOIN reference_then named ON named.idx = outside.idx AND named.kind = 'assets'
  JOIN asset_subject() owner ON owner.asset = named.ref
),
through AS MATERIALIZED (
  SELECT
    outside.party,
    version.dataset,
    outside.occurred_at,
    min(outside.occurred_at) OVER of_version AS first_at,
    max(outside.occurred_at) OVER of_version AS last_at,
    row_number() OVER of_version AS number
  FROM outside
  JOIN act_version() version ON version.idx = outside.idx
  WHERE NOT EXISTS (SELECT FROM pointed WHERE pointed.idx = outside.idx)
  WINDOW of_version AS (PARTITION BY outside.party, version.dataset)
),
held AS MATERIALIZED (
  SELECT version.dataset, member.subject, member.starts, member.ends
  FROM (SELECT DISTINCT through.dataset FROM through) version
  CROSS JOIN LATERAL version_subject(version.dataset) member
),
touched AS (
  SELECT touching.party, count(DISTINCT touching.subject) AS subjects
  FROM (
    SELECT pointed.party, pointed.subject FROM pointed
    UNION ALL
    SELECT through.party, held.subject
    FROM through
    JOIN held ON held.dataset = through.dataset
    WHERE through.number = 1
      AND CASE
        WHEN held.starts <= through.first_at AND (held.ends IS NULL OR held.ends > through.last_at) THEN true
        ELSE EXISTS (
          SELECT FROM through act
          WHERE act.party = through.party
            AND act.dataset = through.dataset
            AND act.occurred_at >= held.starts
            AND (held.ends IS NULL OR act.occurred_at < held.ends)
        )
      END
  ) touching
  GROUP BY touching.party
),
way AS (
  SELECT
    outside.organisation,
    outside.country,
    outside.mode,
    outside.stands AS safeguard,
    count(*) AS times,
    coalesce(max(touched.subjects), 0) AS subjects,
    min(outside.occurred_at) AS first_at,
    max(outside.occurred_at) AS last_at,
    CASE
      WHEN max(outside.safeguard_rank) = 1 THEN 'safeguard-recorded'
      WHEN max(outside.safeguard_rank) = 2 AND max(used.weeks) = 1 THEN 'derogation-recorded'
      WHEN max(outside.safeguard_rank) = 2 AND max(used.weeks) = 2 THEN 'derogation-used-again'
      WHEN max(outside.safeguard_rank) = 2 THEN 'derogation-repeated'
      WHEN max(outside.safeguard_rank) = 3 THEN 'safeguard-unknown'
      WHEN max(outside.region) IS NULL THEN 'country-unknown'
      ELSE 'no-safeguard'
    END AS reason,
    array_agg(outside.idx) || array_agg(outside.registered_idx) || array_agg(outside.safeguard_idx)
      || coalesce(min(used.idxs[1:50]) FILTER (WHERE used.weeks > 1), '{}') AS idxs
  FROM outside
  LEFT JOIN touched ON touched.party = outside.party
  LEFT JOIN used ON outside.safeguard_rank = 2
    AND used.organisation IS NOT DISTINCT FROM outside.organisation
    AND used.stands = outside.stands
  GROUP BY outside.party, outside.organisation, outside.country, outside.mode, outside.stands
  UNION ALL
  SELECT
    placed.organisation,
    placed.country,
    placed.mode,
    NULL,
    count(*),
    NULL,
    min(placed.occurred_at),
    max(placed.occurred_at),
    'within-eea',
    ARRAY[min(placed.idx), max(placed.idx)] || array_agg(DISTINCT placed.registered_idx)
  FROM placed
  WHERE placed.region = 'eea' AND placed.is_of_period
  GROUP BY placed.organisation, placed.country, placed.mode
)
SELECT
  way.organisation,
  way.country,
  way.mode,
  way.times,
  way.subjects,
  way.safeguard,
  way.first_at,
  way.last_at,
  way.reason,
  ARRAY(SELECT DISTINCT x FROM unnest(way.idxs) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM way
ORDER BY way.reason = 'within-eea', way.country, way.organisation, way.mode, way.safeguard
