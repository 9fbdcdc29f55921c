-- Purposes: what each permit allows and what was done for it under the permit, and what was applied for, granted and
-- refused.
--
-- Uses are accesses, jobs, and copies that say their purpose; each is held against what the permit allowed at its
-- time. One that names several permits is outside only where none of them allowed it. A purpose that stands under what
-- EHDS Art. 54 prohibits is that first, whatever the permit says; then one that no vocabulary knows can't be told, nor
-- can a use without a purpose.
WITH allowed_then AS MATERIALIZED (
  SELECT p.permit, p.purposes, p.starts, p.ends, coalesce(p.scope_idx, p.issued_idx) AS idx
  FROM permit_standing() p
  WHERE $3::text IS NULL OR p.permit = $3::text
),
used_permit AS MATERIALIZED (
  SELECT a.idx, a.occurred_at, a.purposes, named.permit, a.permits
  FROM act a
  CROSS JOIN LATERAL unnest(a.permits) AS named (permit)
  WHERE (a.kind IN ('access', 'job') OR a.kind = 'transfer' AND a.purposes IS NOT NULL)
    AND ($1::text IS NULL OR a.occurred_at >= $1::timestamptz)
    AND ($2::text IS NULL OR a.occurred_at < $2::timestamptz)
    AND ($3::text IS NULL OR a.permits @> ARRAY[$3::text] COLLATE "C")
),
used AS (
  SELECT
    use.permit,
    use.purpose,
    count(*) AS uses,
    count(*) FILTER (WHERE fit.idx IS NOT NULL AND NOT fit.is_allowed AND NOT use.is_allowed_otherwise) AS outside_uses,
    bool_or(fit.idx IS NULL) AS is_unknown,
    min(use.occurred_at) AS first_at,
    max(use.occurred_at) AS last_at,
    array_agg(use.idx) FILTER (WHERE fit.is_allowed IS NOT true) || min(use.idx) || max(use.idx)
      || array_agg(DISTINCT fit.idx) AS idxs
  FROM (
    SELECT
      u.idx,
      u.occurred_at,
      u.permit,
      wanted.purpose,
      cardinality(u.permits) > 1 AND EXISTS (
        SELECT FROM permit_standing() other
        WHERE other.permit = ANY (u.permits)
          AND other.permit <> u.permit
          AND other.starts <= u.occurred_at
          AND (other.ends IS NULL OR other.ends > u.occurred_at)
          AND covers(other.purposes, ARRAY[wanted.purpose])
      ) AS is_allowed_otherwise
    FROM used_permit u
    LEFT JOIN LATERAL unnest(u.purposes) AS wanted (purpose) ON true
    WHERE $3::text IS NULL OR u.permit = $3::text
  ) use
  LEFT JOIN (
    SELECT pair.permit, pair.purpose, a.starts, a.ends, covers(a.purposes, ARRAY[pair.purpose]) AS is_allowed, a.idx
    FROM (
      SELECT DISTINCT u.permit, wanted.purpose
      FROM used_permit u
      LEFT JOIN LATERAL unnest(u.purposes) AS wanted (purpose) ON true
    ) pair
    JOIN allowed_then a ON a.permit = pair.permit
  ) fit ON fit.permit = use.permit
    AND fit.purpose IS NOT DISTINCT FROM use.purpose
    AND fit.starts <= use.occurred_at
    AND (fit.ends IS NULL OR fit.ends > use.occurred_at)
  GROUP BY use.permit, use.purpose
),
allowed AS (
  SELECT a.permit, u.purpose, array_agg(DISTINCT a.idx) AS idxs
  FROM allowed_then a
  CROSS JOIN LATERAL unnest(a.purposes) AS u (purpose)
  WHERE ($2::text IS NULL OR a.starts < $2::timestamptz)
    AND ($1::text IS NULL OR a.ends IS NULL OR a.ends > $1::timestamptz)
  GROUP BY a.permit, u.purpose
),
-- What was asked for: the submission, or a refusal that says what was asked for where no submission is on record.
applied AS (
  SELECT s.application, s.purposes, s.occurred_at, s.idx
  FROM application_then s
  WHERE s.purposes IS NOT NULL
    AND (
      s.verb = 'submitted'
      OR s.verb = 'refused' AND $3::text IS NULL AND NOT EXISTS (
        SELECT FROM application_then x WHERE x.application = s.application AND x.verb = 'submitted'
      )
    )
    AND ($1::text IS NULL OR s.occurred_at >= $1::timestamptz)
    AND ($2::text IS NULL OR s.occurred_at < $2::timestamptz)
    AND (
      $3::text IS NULL
      OR s.application IN (
        SELECT p.application FROM permit_then p WHERE p.verb = 'issued' AND p.permits @> ARRAY[$3::text]
      )
    )
),
answered AS (
  SELECT
    applied.application,
    u.purpose,
    applied.occurred_at,
    applied.idx,
    ended.verb,
    ended.reason,
    ended.idx AS answer_idx,
    granted.idx AS granted_idx
  FROM applied
  CROSS JOIN LATERAL unnest(applied.purposes) AS u (purpose)
  LEFT JOIN LATERAL (
    SELECT e.verb, e.reason, e.idx
    FROM application_then e
    WHERE e.application = applied.application AND e.verb IN ('refused', 'withdrawn')
    ORDER BY e.occurred_at DESC, e.idx DESC
    LIMIT 1
  ) ended ON true
  LEFT JOIN LATERAL (
    SELECT g.idx
    FROM permit_then g
    WHERE g.application = applied.application AND g.verb = 'issued'
    ORDER BY g.idx
    LIMIT 1
  ) granted ON true
),
line AS (
  SELECT
    'permit' AS kind,
    coalesce(used.permit, allowed.permit) AS permit,
    coalesce(used.purpose, allowed.purpose) AS purpose,
    allowed.permit IS NOT NULL AS named_in_permit,
    used.uses,
    used.outside_uses,
    NULL::bigint AS applications,
    NULL AS refusal,
    used.first_at,
    used.last_at,
    CASE
      WHEN used.permit IS NOT NULL AND used.purpose IS NULL THEN 'purpose-unknown'
      WHEN used.is_unknown THEN 'permit-unknown'
      WHEN used.outside_uses > 0 THEN 'purpose-outside-permit'
      WHEN used.uses IS NULL THEN 'unused'
      ELSE 'within-permit'
    END AS reason,
    coalesce(used.idxs, '{}') || coalesce(allowed.idxs, '{}') AS idxs
  FROM used
  FULL JOIN allowed ON allowed.permit = used.permit AND allowed.purpose = used.purpose
  UNION ALL
  SELECT
    'application',
    NULL,
    a.purpose,
    NULL,
    NULL,
    NULL,
    count(DISTINCT a.application),
    a.reason,
    min(a.occurred_at),
    max(a.occurred_at),
    CASE
      WHEN a.granted_idx IS NOT NULL THEN 'granted'
      WHEN a.verb = 'refused' THEN 'refused'
      WHEN a.verb = 'withdrawn' THEN 'not-needed'
      ELSE 'undecided'
    END,
    array_agg(a.idx) || array_agg(a.answer_idx) || array_agg(a.granted_idx)
  FROM answered a
  GROUP BY a.purpose, a.reason, 11
),
marked AS (
  SELECT
    line.*,
    is_prohibited_purpose(line.purpose) AS prohibited,
    EXISTS (SELECT FROM term t WHERE t.narrow = line.purpose) AS is_term
  FROM line
)
SELECT
  marked.kind,
  marked.permit,
  marked.purpose,
  marked.named_in_permit,
  marked.prohibited,
  marked.uses,
  marked.outside_uses,
  marked.applications,
  marked.refusal,
  marked.first_at,
  marked.last_at,
  CASE
    WHEN marked.prohibited AND marked.reason NOT IN ('refused', 'not-needed', 'undecided') THEN 'prohibited-purpose'
    WHEN NOT marked.is_term AND marked.reason IN ('within-permit', 'unused', 'granted') THEN 'purpose-unknown'
    ELSE marked.reason
  END AS reason,
  ARRAY(SELECT DISTINCT x FROM unnest(marked.idxs) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM marked
ORDER BY marked.kind DESC, marked.permit, marked.purpose, reason, marked.refusal
