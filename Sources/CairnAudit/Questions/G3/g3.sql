-- For each consent that the person withdrew, in whole or in part, everything that held or reached the data at the
-- withdrawal or later, what was done about it by the time asked about, and what was done without a ground since.
--
-- Done: a version is done with once the person is in it no more (taken out, excluded), once it must not be used any
-- more, or once the person's data in it were erased; a permit once that is so for each version that it names, or once
-- it is over; a copy once it was erased where it went; an annotation once it was retracted or erased. Needn't be done:
-- what another consent in force, or the rest of this one, still covers. Remains for a ground, while that ground stands:
-- a restriction; a refusal of erasure made since the withdrawal, with the exception that it names; a legal basis that
-- was asserted before the withdrawal (EDPB Guidelines 05/2020: none may be put in its place afterwards). A model
-- remains: whether it holds personal data isn't judged. An act counts as one after the withdrawal if a purpose of it
-- was covered by no consent and no other basis of the person then; one without a purpose, if nothing stood at all. Such
-- acts through none of the things listed, as where they name the person alone, have a row of their own. A version of
-- the same dataset whose members aren't all known may hold the person, too.
WITH withdrawal AS MATERIALIZED (
  SELECT n.consent, min(coalesce(c.effective_at, c.occurred_at)) AS at, array_agg(c.idx) AS idx
  FROM reference_known r
  CROSS JOIN LATERAL (SELECT c.* FROM consent_then c WHERE c.idx = r.idx OFFSET 0) c
  CROSS JOIN LATERAL unnest(c.consents) AS n (consent)
  WHERE r.kind = 'subjects' AND r.ref = $1::text
    AND c.verb = 'withdrawn' AND coalesce(c.effective_at, c.occurred_at) <= valid_at()
    AND ($2::text IS NULL OR n.consent = $2::text)
  GROUP BY n.consent
),
agreed AS MATERIALIZED (SELECT c.* FROM consent_standing() c WHERE c.subject = $1::text AND c.state = 'given'),
basis AS MATERIALIZED (
  SELECT b.* FROM basis_standing() b
  WHERE (b.subject IS NULL OR b.subject = $1::text) AND b.article9 IS NOT NULL AND b.article6 <> 'eu-gdpr:A6-1-a'
),
restricted AS MATERIALIZED (
  SELECT r.*
  FROM (
    SELECT r.* FROM restriction_standing() r WHERE r.subject = $1::text
    UNION ALL
    SELECT r.* FROM restriction_standing() r WHERE r.subject IS NULL
  ) r
  WHERE r.starts <= valid_at() AND (r.ends IS NULL OR r.ends > valid_at())
),
holding AS MATERIALIZED (SELECT p.* FROM person_version($1::text) p),
version AS MATERIALIZED (
  SELECT v.dataset, min(v.starts) AS since, min(v.idx) AS idx, v.is_in,
    CASE WHEN NOT v.is_in THEN max(v.ends) END AS out_at, CASE WHEN NOT v.is_in THEN max(v.ended_idx) END AS out_idx
  FROM (
    SELECT p.*, bool_or(p.ends IS NULL OR p.ends > valid_at()) OVER (PARTITION BY p.dataset) AS is_in
    FROM holding p
    WHERE p.starts <= valid_at()
  ) v
  GROUP BY v.dataset, v.is_in
),
erased AS MATERIALIZED (
  SELECT e.* FROM erasure_standing() e WHERE e.subject = $1::text AND e.state = 'erased' AND e.starts <= valid_at()
),
-- What became of each version: when the person's data were in use through it no more.
gone AS MATERIALIZED (
  SELECT DISTINCT ON (x.dataset) x.dataset, x.at, x.idx
  FROM (
    SELECT v.dataset, v.out_at AS at, v.out_idx AS idx FROM version v WHERE NOT v.is_in
    UNION ALL
    SELECT v.dataset, e.starts, e.idx
    FROM version v
    JOIN erased e ON names_version(e.dataset, v.dataset) OR e.location = v.dataset
      OR e.dataset IS NULL AND e.location IS NULL AND e.asset IS NULL
    UNION ALL
    SELECT v.dataset, i.starts, i.idx
    FROM version v
    JOIN version_invalid() i ON names_version(i.dataset, v.dataset)
    WHERE i.starts <= valid_at() AND (i.ends IS NULL OR i.ends > valid_at())
  ) x
  ORDER BY x.dataset, x.at, x.idx
),
-- version: through which version an act touched the person; none where it names the person alone. A transfer, a
-- release, or work on a model that says no purpose has those of its only permit.
touched AS MATERIALIZED (
  SELECT a.idx, a.kind, a.occurred_at, a.datasets, a.permits, a.recipient, a.egress, a.organisation, a.on_behalf,
    coalesce(nullif(a.purposes, '{}'), l.purposes) AS purposes, v.version
  FROM subject_act($1::text) t
  CROSS JOIN LATERAL (SELECT a.* FROM act a WHERE a.idx = t.idx AND a.kind <> 'provision' OFFSET 0) a
  LEFT JOIN lent_purpose() l ON l.idx = a.idx
  LEFT JOIN LATERAL (
    SELECT t.dataset AS version
    WHERE t.via = 'dataset'
    UNION ALL
    SELECT h.dataset
    FROM holding h
    WHERE t.via <> 'dataset' AND h.starts <= a.occurred_at AND (h.ends IS NULL OR h.ends > a.occurred_at)
      AND EXISTS (SELECT FROM unnest(a.datasets) AS n (dataset) WHERE names_version(n.dataset, h.dataset))
  ) v ON true
),
-- What the person's consents and the other bases say of each purpose, once for all acts. A purpose that isn't
-- recorded, or that nobody knows, is NULL: it may be one of those that stand.
sought AS MATERIALIZED (
  SELECT DISTINCT t.idx, k.narrow AS purpose
  FROM touched t
  CROSS JOIN LATERAL unnest(coalesce(nullif(t.purposes, '{}'), ARRAY[NULL::text])) AS p (purpose)
  LEFT JOIN (SELECT DISTINCT k.narrow FROM term k) k ON k.narrow = p.purpose
),
wanted AS MATERIALIZED (SELECT DISTINCT s.purpose FROM sought s),
agreed_to AS MATERIALIZED (
  SELECT w.purpose, c.starts, c.ends
  FROM wanted w
  JOIN agreed c ON consent_reason(c.state, c.purposes, c.withdrawn, w.purpose) IN ('consent', 'purpose-unknown')
),
based_on AS MATERIALIZED (
  SELECT w.purpose, b.starts, b.ends, b.dataset, b.subject, b.permit, b.controller
  FROM wanted w
  JOIN basis b
    ON basis_reason(b.article6, b.article9, b.purposes, w.purpose) IN ('other-basis', 'purpose-unknown')
),
act_after AS MATERIALIZED (
  SELECT t.*
  FROM touched t
  WHERE t.occurred_at >= (SELECT min(w.at) FROM withdrawal w)
    AND EXISTS (
      SELECT
      FROM sought s
      WHERE s.idx = t.idx
        AND NOT EXISTS (
          SELECT
          FROM agreed_to c
          WHERE c.purpose IS NOT DISTINCT FROM s.purpose
            AND c.starts <= t.occurred_at
            AND (c.ends IS NULL OR c.ends > t.occurred_at)
        )
        AND NOT EXISTS (
          SELECT
          FROM based_on b
          WHERE b.purpose IS NOT DISTINCT FROM s.purpose
            AND b.starts <= t.occurred_at
            AND (b.ends IS NULL OR b.ends > t.occurred_at)
            AND basis_reaches(
              b.dataset, b.subject, b.permit, b.controller,
              $1::text, t.version, t.permits, t.organisation, t.on_behalf
            )
        )
    )
),
-- Permits in whose time they named a version that held the person.
permit AS MATERIALIZED (
  SELECT s.permit, min(greatest(s.starts, v.since)) AS since, min(s.issued_idx) AS idx,
    array_agg(DISTINCT v.dataset) AS held, max(s.ends) AS last_end,
    bool_or(s.ends IS NULL OR s.ends > valid_at()) AS is_now
  FROM version v
  JOIN permit_standing() s ON EXISTS (
    SELECT FROM unnest(s.datasets) AS d (dataset) WHERE names_version(d.dataset, v.dataset)
  )
  WHERE s.state IN ('active', 'suspended') AND s.starts <= valid_at()
  GROUP BY s.permit
),
model AS (
  SELECT n.model, min(m.occurred_at) AS since, min(m.idx) AS idx, array_agg(DISTINCT v.dataset) AS held
  FROM holding v
  JOIN model_then m ON m.datasets && ARRAY[v.dataset, split_part(v.dataset, '@', 1)] COLLATE "C"
    AND v.starts <= m.occurred_at AND (v.ends IS NULL OR v.ends > m.occurred_at)
  CROSS JOIN LATERAL unnest(m.models) AS n (model)
  WHERE m.verb IN ('trained', 'round-contributed')
  GROUP BY n.model
),
annotation AS (
  SELECT l.target AS annotation, min(e.occurred_at) AS since, min(l.idx) AS idx
  FROM subject_asset($1::text) s
  JOIN lineage_then l ON l.target_kind = 'annotation' AND l.target = s.asset COLLATE "C" AND l.relation = 'annotated'
  JOIN event_then e ON e.idx = l.idx
  GROUP BY l.target
),
item (kind, item, since, idx, held, purposes, done_at, done_idx, done_how) AS (
  SELECT 'dataset version', v.dataset, v.since, v.idx, ARRAY[v.dataset],
    (
      SELECT d.purposes FROM dataset_then d
      WHERE d.datasets @> ARRAY[v.dataset] AND d.verb = 'version-released'
      ORDER BY d.occurred_at, d.idx
      LIMIT 1
    ),
    g.at, g.idx, 'removed'
  FROM version v
  LEFT JOIN gone g ON g.dataset = v.dataset
  UNION ALL
  SELECT 'permit', p.permit, p.since, p.idx, p.held,
    (
      SELECT s.purposes FROM permit_standing() s
      WHERE s.permit = p.permit AND s.starts <= valid_at() AND (s.ends IS NULL OR s.ends > valid_at())
    ),
    CASE WHEN NOT p.is_now THEN p.last_end ELSE g.at END, CASE WHEN NOT p.is_now THEN NULL ELSE g.idx END,
    CASE WHEN NOT p.is_now THEN 'over' ELSE 'removed' END
  FROM permit p
  LEFT JOIN LATERAL (
    SELECT max(g.at) AS at, max(g.idx) AS idx
    FROM gone g
    WHERE g.dataset = ANY (p.held)
    HAVING count(*) = cardinality(p.held)
  ) g ON true
  UNION ALL
  SELECT 'copy', c.recipient, c.since, c.idx, c.held, c.purposes, e.starts, e.idx, 'removed'
  FROM (
    SELECT coalesce(t.recipient, t.egress, 'recipient not recorded') AS recipient, min(t.occurred_at) AS since,
      min(t.idx) AS idx, array_remove(array_agg(DISTINCT t.version), NULL) AS held,
      ARRAY(SELECT DISTINCT x FROM unnest(concatenated(t.purposes)) AS x) AS purposes
    FROM touched t
    LEFT JOIN egress_then left_out ON left_out.idx = t.idx
    WHERE t.kind = 'transfer' OR t.kind = 'egress' AND left_out.personal IS DISTINCT FROM false
    GROUP BY 1
  ) c
  LEFT JOIN LATERAL (
    SELECT e.starts, e.idx FROM erased e WHERE e.location = c.recipient ORDER BY e.starts, e.idx LIMIT 1
  ) e ON true
  UNION ALL
  SELECT 'model', m.model, m.since, m.idx, m.held, NULL, w.occurred_at, w.idx, 'removed'
  FROM model m
  LEFT JOIN LATERAL (
    SELECT w.occurred_at, w.idx FROM model_then w
    WHERE w.verb = 'withdrawn' AND w.models @> ARRAY[m.model]
    ORDER BY w.occurred_at, w.idx
    LIMIT 1
  ) w ON true
  UNION ALL
  SELECT 'dataset version', s.dataset, coalesce(s.released_at, '-infinity'), s.released_idx, NULL, NULL, NULL, NULL,
    'unknown'
  FROM version_standing() s
  WHERE s.is_incomplete AND s.name IN (SELECT split_part(v.dataset, '@', 1) FROM version v)
    AND s.dataset NOT IN (SELECT v.dataset FROM version v)
  UNION ALL
  SELECT 'annotation', a.annotation, a.since, a.idx, NULL, NULL, d.at, d.idx, 'removed'
  FROM annotation a
  LEFT JOIN LATERAL (
    SELECT x.at, x.idx
    FROM (
      SELECT e.starts AS at, e.idx
      FROM erased e
      WHERE e.asset = a.annotation OR e.dataset IS NULL AND e.location IS NULL AND e.asset IS NULL
      UNION ALL
      SELECT r.occurred_at, r.idx
      FROM annotation_then r
      JOIN reference_then n ON n.idx = r.idx AND n.kind = 'assets' AND n.ref = a.annotation
      WHERE r.verb = 'retracted'
    ) x
    ORDER BY x.at, x.idx
    LIMIT 1
  ) d ON true
),
-- Which of the things each of these acts went through.
act_through AS MATERIALIZED (
  SELECT i.kind, i.item, i.since, i.done_at, t.idx, t.occurred_at
  FROM act_after t
  JOIN item i ON CASE i.kind
    WHEN 'dataset version' THEN t.version = i.item OR t.datasets @> ARRAY[i.item]
    WHEN 'permit' THEN t.permits @> ARRAY[i.item]
    WHEN 'copy' THEN coalesce(t.recipient, t.egress) = i.item
    ELSE false
  END
),
asked AS (
  SELECT r.request
  FROM reference_then s
  JOIN erasure_then e ON e.idx = s.idx AND e.verb = 'requested'
  CROSS JOIN LATERAL unnest(e.requests) AS r (request)
  WHERE s.kind = 'subjects' AND s.ref = $1::text
  UNION
  SELECT r.request
  FROM reference_then s
  JOIN request_then q ON q.idx = s.idx AND q.verb = 'received' AND q.requested_right = 'eu-gdpr:A17'
  CROSS JOIN LATERAL unnest(q.requests) AS r (request)
  WHERE s.kind = 'subjects' AND s.ref = $1::text
),
-- What was decided last on the erasure of the person's data.
decision AS (
  SELECT d.*
  FROM (
    SELECT e.occurred_at AS at, e.idx, e.exception AS ground, decided_state(e.decision) AS state, e.datasets
    FROM erasure_then e
    WHERE e.verb = 'decided' AND e.requests && ARRAY(SELECT a.request FROM asked a)
    UNION ALL
    SELECT e.occurred_at, e.idx, e.exception, 'rejected', NULL
    FROM erasure_then e
    WHERE e.verb = 'refused' AND e.requests && ARRAY(SELECT a.request FROM asked a)
    UNION ALL
    SELECT q.occurred_at, q.idx, q.ground, 'rejected', NULL
    FROM request_then q
    WHERE q.verb = 'refused' AND q.requests && ARRAY(SELECT a.request FROM asked a)
  ) d
  ORDER BY d.at DESC, d.idx DESC
  LIMIT 1
),
looked_at AS (
  SELECT w.consent, w.at, w.idx AS withdrawal_idx, i.kind, i.item, i.since, i.idx, i.held, i.done_at, i.done_idx,
    i.done_how, told.at AS told_at, told.recipients, told.entries AS told_entries, after.acts,
    after.entries AS after_entries,
    c.idx AS agreed_idx, r.starts AS restricted_at, r.idx AS restricted_idx, d.at AS decided_at, d.ground,
    d.idx AS decision_idx, b.article6, b.idx AS basis_idx
  FROM withdrawal w
  LEFT JOIN item i ON i.since <= valid_at() AND (i.done_at IS NULL OR i.done_at >= w.at)
  LEFT JOIN LATERAL (
    SELECT array_agg(DISTINCT n.recipient ORDER BY n.recipient) AS recipients, array_agg(n.idx) AS entries,
      min(n.occurred_at) FILTER (WHERE n.recipient = i.item) AS at
    FROM recipient_then n
    WHERE n.consents @> ARRAY[w.consent]
  ) told ON true
  LEFT JOIN LATERAL (
    SELECT count(DISTINCT t.idx)::int AS acts, (array_agg(DISTINCT t.idx))[1:50] AS entries
    FROM act_through t
    WHERE t.occurred_at >= w.at AND t.kind = i.kind AND t.item = i.item
  ) after ON true
  LEFT JOIN LATERAL (
    SELECT c.idx
    FROM agreed c
    WHERE c.starts <= valid_at() AND (c.ends IS NULL OR c.ends > valid_at())
      -- Where it isn't recorded what the thing is for, something has to be left of the consent.
      AND EXISTS (
        SELECT FROM unnest(coalesce(nullif(i.purposes, '{}'), ARRAY[NULL::text])) AS p (purpose)
        WHERE consent_reason(c.state, c.purposes, c.withdrawn, p.purpose)
          = CASE WHEN p.purpose IS NULL THEN 'purpose-unknown' ELSE 'consent' END
      )
    ORDER BY c.idx
    LIMIT 1
  ) c ON true
  LEFT JOIN LATERAL (
    SELECT r.starts, r.idx
    FROM restricted r
    WHERE r.subject = $1::text OR r.asset = i.item
      OR r.dataset IS NOT NULL AND EXISTS (
        SELECT FROM unnest(i.held) AS h (dataset) WHERE names_version(r.dataset, h.dataset)
      )
    ORDER BY r.starts, r.idx
    LIMIT 1
  ) r ON true
  LEFT JOIN decision d ON d.at >= w.at
    AND (
      d.state = 'rejected'
      OR d.state = 'upheld-in-part' AND (
        i.kind = 'model'
        OR d.datasets IS NOT NULL AND i.held IS NOT NULL AND NOT EXISTS (
          SELECT FROM unnest(i.held) AS h (dataset), unnest(d.datasets) AS n (dataset)
          WHERE names_version(n.dataset, h.dataset)
        )
      )
    )
  LEFT JOIN LATERAL (
    SELECT b.article6, b.idx
    FROM basis b
    WHERE b.starts <= valid_at() AND (b.ends IS NULL OR b.ends > valid_at()) AND b.asserted_at <= w.at
      AND (b.subject IS NOT NULL OR b.dataset IS NOT NULL)
      AND (b.permit IS NULL OR i.kind = 'permit' AND b.permit = i.item)
      AND (
        b.dataset IS NULL
        OR EXISTS (SELECT FROM unnest(i.held) AS h (dataset) WHERE names_version(b.dataset, h.dataset))
      )
    ORDER BY b.idx
    LIMIT 1
  ) b ON true
),
-- Acts that went through none of the things listed.
beside AS (
  SELECT w.consent, w.at, w.idx AS withdrawal_idx, min(t.occurred_at) AS since, min(t.idx) AS idx,
    count(DISTINCT t.idx)::int AS acts, (array_agg(DISTINCT t.idx))[1:50] AS entries
  FROM withdrawal w
  JOIN act_after t ON t.occurred_at >= w.at
  WHERE NOT EXISTS (
    SELECT FROM act_through i
    WHERE i.idx = t.idx AND i.since <= valid_at() AND (i.done_at IS NULL OR i.done_at >= w.at)
  )
  GROUP BY w.consent, w.at, w.idx
),
judged AS (
  SELECT l.*,
    CASE
      WHEN l.kind IS NULL THEN 'nothing-held'
      WHEN l.done_how = 'unknown' THEN 'members-unknown'
      WHEN l.done_at IS NOT NULL AND l.acts > 0 THEN 'used-after-withdrawal'
      WHEN l.done_at IS NOT NULL THEN CASE l.done_how WHEN 'over' THEN 'permit-over' ELSE 'removed' END
      WHEN l.kind <> 'model' AND l.agreed_idx IS NOT NULL THEN 'still-agreed'
      WHEN l.restricted_idx IS NOT NULL THEN 'kept-restricted'
      WHEN l.kind = 'model' OR l.decision_idx IS NOT NULL THEN 'kept'
      WHEN l.kind = 'copy' AND l.item = ANY (l.recipients) THEN 'recipient-informed'
      WHEN l.kind <> 'copy' AND l.basis_idx IS NOT NULL THEN 'kept'
      ELSE 'still-there'
    END AS reason
  FROM looked_at l
  WHERE l.kind IS NOT NULL OR NOT EXISTS (SELECT FROM beside b WHERE b.consent = l.consent)
  UNION ALL
  SELECT b.consent, b.at, b.withdrawal_idx, 'other acts', NULL, b.since, b.idx, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, b.acts, b.entries, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'used-after-withdrawal'
  FROM beside b
)
SELECT j.consent, j.at AS withdrawn_at, j.kind AS item_kind, j.item, j.since AS included_since,
  CASE j.reason
    WHEN 'removed' THEN 'removed'
    WHEN 'used-after-withdrawal'
    THEN CASE j.done_how WHEN 'over' THEN 'permit over' WHEN 'removed' THEN 'removed' END
    WHEN 'permit-over' THEN 'permit over'
    WHEN 'kept-restricted' THEN 'restricted'
    WHEN 'kept' THEN 'kept'
    WHEN 'still-agreed' THEN 'kept'
    WHEN 'recipient-informed' THEN 'recipient informed'
    WHEN 'still-there' THEN 'nothing yet'
  END AS action,
  CASE j.reason
    WHEN 'kept' THEN coalesce(j.ground, CASE WHEN j.kind <> 'model' AND j.decision_idx IS NULL THEN j.article6 END)
    WHEN 'still-agreed' THEN 'eu-gdpr:A6-1-a'
    WHEN 'kept-restricted' THEN 'eu-gdpr:A18'
  END AS kept_ground,
  CASE WHEN j.kind <> 'other acts' AND j.reason NOT IN ('still-agreed', 'members-unknown') THEN
    greatest(
      0,
      floor(
        extract(
          epoch FROM coalesce(
            j.done_at,
            CASE j.reason WHEN 'kept-restricted' THEN j.restricted_at WHEN 'kept' THEN j.decided_at
              WHEN 'recipient-informed' THEN j.told_at END,
            valid_at()
          ) - j.at
        ) / 86400
      )::int
    )
  END AS days_until_action,
  CASE WHEN j.kind IS NOT NULL THEN j.acts END AS accesses_after, j.recipients AS recipients_told, j.reason,
  ARRAY(
    SELECT DISTINCT x
    FROM unnest(
      j.withdrawal_idx || ARRAY[j.idx, j.done_idx] || coalesce(j.told_entries, '{}')
        || coalesce(j.after_entries, '{}')
        || CASE j.reason
          WHEN 'kept-restricted' THEN ARRAY[j.restricted_idx]
          WHEN 'kept' THEN ARRAY[coalesce(j.decision_idx, CASE WHEN j.kind <> 'model' THEN j.basis_idx END)]
          WHEN 'still-agreed' THEN ARRAY[j.agreed_idx]
          ELSE '{}'
        END
    ) AS x
    WHERE x IS NOT NULL
    ORDER BY x
  ) AS entries
FROM judged j
ORDER BY j.at, j.consent, j.kind, j.since, j.item
