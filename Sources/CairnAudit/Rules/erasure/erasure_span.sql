-- From when on a person's data are erased, or to be erased (GDPR Art. 17(1)).
--
-- * subject.erased: erased everywhere (dataset, asset and location are NULL), for good.
-- * erasure.executed: erased in what it names, one row for each dataset, series or study; where it names only
--   locations, one row for each of these, as dataset, too, since a dataset is a place; where it names nothing,
--   everywhere. A dataset without a version is every version of it.
-- * erasure.decided with granted or upheld, in part or not, or request.answered so for the right of Art. 17: decided,
--   from then until it is executed: what is to be erased isn't opened any more. It holds for the datasets that the
--   decision names, or for all, and ends where it was executed: everywhere, or in that dataset. Executed for one
--   dataset, a decision on all goes on for the others; in that one the data are erased.
-- * A later decision replaces it, and erasure.refused or request.refused end it; at the same instant what restricts
--   comes last.
-- * A decision in other words is unknown.
-- * Whose erasure a decision is on says the request: erasure.requested, or request.received for the right of Art. 17.
-- reads the tables: reference, where an entry that the views show is looked up: what it names is known with it.
CREATE VIEW erasure_span AS
WITH asked AS (
  SELECT s.ref AS subject, r.request
  FROM reference_then s
  JOIN erasure_then e ON e.idx = s.idx AND e.verb = 'requested'
  CROSS JOIN LATERAL unnest(e.requests) AS r (request)
  WHERE s.kind = 'subjects'
  UNION
  SELECT s.ref, r.request
  FROM reference_then s
  JOIN request_then q ON q.idx = s.idx AND q.verb = 'received' AND q.requested_right = 'eu-gdpr:A17'
  CROSS JOIN LATERAL unnest(q.requests) AS r (request)
  WHERE s.kind = 'subjects'
)
SELECT s.ref AS subject, NULL::text COLLATE "C" AS request, 'erased'::text COLLATE "C" AS state,
  NULL::text COLLATE "C" AS dataset, NULL::text COLLATE "C" AS location, e.occurred_at AS starts,
  NULL::timestamptz AS ends, e.idx, NULL::text COLLATE "C" AS asset
FROM reference_then s
JOIN subject_then e ON e.idx = s.idx AND e.verb = 'erased'
WHERE s.kind = 'subjects'
UNION ALL
SELECT s.ref, e.requests[1], 'erased', place.dataset, place.location, e.occurred_at, NULL, e.idx, place.asset
FROM reference_then s
JOIN erasure_then e ON e.idx = s.idx AND e.verb = 'executed'
CROSS JOIN LATERAL (
  SELECT d.ref AS dataset, NULL::text AS location, NULL::text AS asset
  FROM reference d
  WHERE d.idx = e.idx AND d.kind = 'datasets'
  UNION ALL
  SELECT NULL, NULL, a.ref
  FROM reference a
  WHERE a.idx = e.idx AND a.kind = 'assets'
  UNION ALL
  SELECT l.location, l.location, NULL
  FROM (SELECT unnest(coalesce(nullif(e.locations, '{}'), ARRAY[NULL::text])) AS location) l
  WHERE NOT EXISTS (SELECT FROM reference n WHERE n.idx = e.idx AND n.kind IN ('datasets', 'assets'))
) place
WHERE s.kind = 'subjects'
UNION ALL
SELECT a.subject, a.request, CASE d.state WHEN 'unknown' THEN 'unknown' ELSE 'decided' END, named.dataset, NULL, d.at,
  ended.at, d.idx, NULL
FROM asked a
CROSS JOIN LATERAL (
  SELECT e.idx, e.occurred_at AS at, decided_state(e.decision) AS state, e.datasets
  FROM erasure_then e
  WHERE e.requests @> ARRAY[a.request] AND e.verb = 'decided'
  UNION ALL
  SELECT q.idx, q.occurred_at, decided_state(q.decision), NULL
  FROM request_then q
  WHERE q.requests @> ARRAY[a.request] AND q.verb = 'answered'
) d
CROSS JOIN LATERAL unnest(coalesce(nullif(d.datasets, '{}'), ARRAY[NULL::text])) AS named (dataset)
LEFT JOIN LATERAL (
  SELECT e.occurred_at AS at
  FROM erasure_then e
  WHERE e.requests @> ARRAY[a.request]
    AND (
      e.verb IN ('refused', 'decided')
      OR e.verb = 'executed'
        AND EXISTS (SELECT FROM reference s WHERE s.idx = e.idx AND s.kind = 'subjects' AND s.ref = a.subject)
        AND (
          e.datasets IS NULL AND e.locations IS NULL
            AND NOT EXISTS (SELECT FROM reference n WHERE n.idx = e.idx AND n.kind = 'assets')
          OR EXISTS (SELECT FROM unnest(e.datasets) n (dataset) WHERE names_version(n.dataset, named.dataset))
        )
    )
    AND (e.occurred_at > d.at OR e.occurred_at = d.at AND e.verb = 'decided' AND e.idx > d.idx
      AND decided_state(e.decision) IN ('upheld', 'upheld-in-part'))
  UNION ALL
  SELECT q.occurred_at
  FROM request_then q
  WHERE q.requests @> ARRAY[a.request] AND q.verb IN ('refused', 'answered') AND q.occurred_at > d.at
  ORDER BY at
  LIMIT 1
) ended ON true
WHERE d.state <> 'rejected' AND (ended.at IS NULL OR ended.at > d.at)
