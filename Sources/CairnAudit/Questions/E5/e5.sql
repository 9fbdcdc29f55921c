-- What Art. 58(1) asks an access body to make public, from the last events that say it: the bases in force, the
-- measures that were declared, the notices that were published, the access bodies, the permits with their users, data
-- and purposes, and the results. A permit stands with its state; who took part before and was suspended isn't left
-- out.
WITH item AS (
  SELECT
    1 AS place,
    '(a) legal basis' AS item,
    b.basis AS what,
    array_remove(ARRAY[b.article6, b.article9, b.national_law], NULL) AS detail,
    min(b.starts) AS since,
    ARRAY[b.idx] AS entries
  FROM basis_standing() b
  WHERE b.starts <= (SELECT valid_at()) AND (b.ends IS NULL OR b.ends > (SELECT valid_at()))
  GROUP BY b.basis, b.article6, b.article9, b.national_law, b.idx
  UNION ALL
  SELECT 2, '(b) measures', u.measure, array_remove(ARRAY[p.controller], NULL), p.occurred_at, ARRAY[p.idx]
  FROM purpose_then p
  CROSS JOIN LATERAL unnest(p.measures) AS u (measure)
  UNION ALL
  SELECT
    3,
    '(c), (d) rights and how to use them',
    n.notice,
    array_remove(ARRAY[n.language, n.url, n.notice_hash], NULL),
    n.occurred_at,
    ARRAY[n.idx]
  FROM notice_then n
  WHERE n.verb = 'published'
  UNION ALL
  SELECT
    4, '(e) access body and contact', i.name, array_remove(ARRAY[i.contact, i.country], NULL), i.starts, ARRAY[i.idx]
  FROM institution_standing() i
  WHERE i.ends IS NULL AND 'eu-ehds:HealthDataAccessBody' = ANY (i.roles)
  UNION ALL
  SELECT
    5,
    '(f) who, what, for which purpose',
    p.organisation,
    p.datasets || p.purposes || ARRAY['permit ' || p.permit, p.state],
    issued.occurred_at,
    ARRAY(SELECT DISTINCT x FROM unnest(ARRAY[p.idx, p.issued_idx, p.scope_idx]) AS x WHERE x IS NOT NULL ORDER BY x)
  FROM permit_standing() p
  JOIN permit_then issued ON issued.idx = p.issued_idx
  WHERE p.starts <= (SELECT valid_at()) AND (p.ends IS NULL OR p.ends > (SELECT valid_at()))
  UNION ALL
  SELECT
    6,
    '(g) results',
    coalesce(r.url, r.permits[1]),
    ARRAY(SELECT 'permit ' || u.permit FROM unnest(r.permits) AS u (permit)),
    r.published_at,
    ARRAY[r.idx]
  FROM result_then r
  WHERE r.verb = 'published'
)
SELECT item.item, item.what, item.detail, item.since, item.entries
FROM item
ORDER BY item.place, item.since, item.what
