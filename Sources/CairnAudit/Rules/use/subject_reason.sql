-- What is so of single subjects, for each part and subject that is asked about (a pair of the two lists): what
-- forbids the use of the subject's data, and what the subject objected to (purpose set: for that one purpose, and
-- only where the ground is one of Art. 6(1)(e) or (f)).
--
-- S1 erased, or erasure decided and not yet carried out (GDPR Art. 17). S2 restricted (Art. 18(2)). S3 opted out at
-- or before the approval of what brought the version into the permit (EHDS Art. 71(3)); an act without a version is
-- held against the permit's approval. S5 an exception by national law (71(4)) lifts S3 from its own time on, and
-- nothing else. S8 an objection: undecided or upheld (GDPR Art. 18(1)(d), 21(1)); one to some purposes says nothing of
-- a purpose that nobody recorded. Opt-outs are of use under permits,
-- not of care.
CREATE FUNCTION subject_reason(p_parts act_part[], p_pair_parts bigint[], p_pair_subjects text[]) RETURNS TABLE (
  part bigint, subject text, purpose text, starts timestamptz, ends timestamptz, code text
) LANGUAGE sql STABLE PARALLEL SAFE
SET enable_mergejoin = off
SET jit = off
AS $$
  WITH part AS MATERIALIZED (
    SELECT p.* FROM unnest(p_parts) p WHERE p.part IN (SELECT n.part FROM unnest(p_pair_parts) AS n (part))
  ),
  pair AS MATERIALIZED (
    SELECT n.part, n.subject COLLATE "C" AS subject FROM unnest(p_pair_parts, p_pair_subjects) AS n (part, subject)
  ),
  approval AS MATERIALIZED (
    SELECT p.part, v.approved_at, v.starts, v.ends
    FROM part p
    JOIN permit_version() v ON v.permit = p.permit
    WHERE NOT p.is_care AND v.dataset = ANY (p.names)
    UNION ALL
    SELECT p.part, s.approved_at, s.starts, s.ends
    FROM part p
    JOIN permit_standing() s ON s.permit = p.permit
    WHERE NOT p.is_care AND cardinality(p.held) = 0
  ),
  exempted AS MATERIALIZED (
    SELECT p.part, range_agg(tstzrange(e.starts, NULL)) AS spans
    FROM part p
    JOIN opt_out_exception() e ON e.permit = p.permit
    WHERE e.dataset IS NULL OR e.dataset = ANY (p.names)
    GROUP BY p.part
  ),
  restriction_now AS MATERIALIZED (SELECT r.* FROM restriction_standing() r),
  erasure_now AS MATERIALIZED (SELECT e.* FROM erasure_standing() e),
  objection_now AS MATERIALIZED (SELECT o.* FROM objection_standing() o),
  opt_out_now AS MATERIALIZED (SELECT o.* FROM opt_out_standing() o),
  paired AS MATERIALIZED (
    SELECT n.part, o.subject, o.starts, o.ends, o.reaches_images
    FROM opt_out_now o
    JOIN pair n ON n.subject = o.subject
    WHERE o.reaches_images IS NOT FALSE
  ),
  opted_out AS MATERIALIZED (
    SELECT a.part, o.subject, tstzmultirange(tstzrange(a.starts, a.ends)) AS spans, coalesce(x.spans, '{}') AS exempted,
      CASE WHEN o.reaches_images THEN 'opted-out-before-approval' ELSE 'opt-out-scope-unknown' END AS code
    FROM paired o
    JOIN approval a ON a.part = o.part
    LEFT JOIN exempted x ON x.part = o.part
    WHERE o.starts <= a.approved_at AND (o.ends IS NULL OR o.ends > a.approved_at)
  )
  SELECT n.part, r.subject, NULL::text, r.starts, r.ends, 'restricted'
  FROM restriction_now r
  JOIN pair n ON n.subject = r.subject
  UNION ALL
  SELECT n.part, e.subject, NULL, e.starts, e.ends,
    CASE e.state WHEN 'erased' THEN 'erased' WHEN 'decided' THEN 'erasure-decided' ELSE 'decision-unknown' END
  FROM erasure_now e
  JOIN pair n ON n.subject = e.subject
  JOIN part p ON p.part = n.part
  WHERE CASE
    WHEN e.dataset IS NOT NULL THEN e.dataset = ANY (p.names)
    WHEN e.location IS NOT NULL THEN e.location = ANY (p.names)
    WHEN e.asset IS NOT NULL THEN e.asset = ANY (p.assets)
    ELSE true END
  UNION ALL
  SELECT o.part, o.subject, NULL, lower(s.span), upper(s.span), o.code
  FROM opted_out o
  CROSS JOIN LATERAL unnest(o.spans - o.exempted) AS s (span)
  UNION ALL
  SELECT o.part, o.subject, NULL, lower(s.span), upper(s.span), 'opt-out-exception'
  FROM opted_out o
  CROSS JOIN LATERAL unnest(o.spans * o.exempted) AS s (span)
  UNION ALL
  SELECT n.part, o.subject, coalesce(w.purpose, ''), o.starts, o.ends,
    CASE o.state
      WHEN 'pending' THEN 'objection-pending' WHEN 'unknown' THEN 'decision-unknown' ELSE 'objection-upheld'
    END
  FROM objection_now o
  JOIN pair n ON n.subject = o.subject
  JOIN part p ON p.part = n.part
  LEFT JOIN LATERAL unnest(p.purposes) AS w (purpose) ON true
  WHERE o.state <> 'rejected'
    AND (
      o.purposes IS NULL
      OR w.purpose IS NOT NULL
        AND (
          covers(o.purposes, ARRAY[w.purpose])
          OR EXISTS (SELECT FROM unnest(o.purposes) AS x (purpose) WHERE covers(ARRAY[w.purpose], ARRAY[x.purpose]))
        )
    )
    AND (o.datasets IS NULL OR EXISTS (SELECT FROM unnest(o.datasets) AS x (named) WHERE x.named = ANY (p.names)))
$$
