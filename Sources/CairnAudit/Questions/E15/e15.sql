-- What holders were asked to deliver, and what is described in a catalogue (EHDS Art. 60, 77). Data are due three
-- months after the request (60(2)), whatever date the request names; the access body may add three months: where
-- its date lies in them, whether a later delivery is in time can't be told. A description must be looked at once a
-- year (60(3)), or by its own nearer date, which ends with its day.
WITH calendar AS MATERIALIZED (SELECT * FROM legal_calendar()),
asked AS (
  SELECT n.dataset, p.organisation AS holder, p.occurred_at, p.due_by AS asked_by, p.idx
  FROM provision_then p
  CROSS JOIN LATERAL unnest(p.datasets) AS n (dataset)
  WHERE p.verb = 'requested' AND ($1::text IS NULL OR p.organisation = $1::text)
),
described AS MATERIALIZED (
  SELECT DISTINCT ON (n.dataset) n.dataset, d.occurred_at, d.review_by, d.idx
  FROM dataset_then d
  CROSS JOIN LATERAL unnest(d.datasets) AS n (dataset)
  WHERE d.verb = 'described'
  ORDER BY n.dataset, d.occurred_at DESC, d.idx DESC
),
line AS (
  SELECT a.dataset, a.holder, a.occurred_at AS requested_at, a.asked_by, a.idx AS asked_idx,
    d.occurred_at AS described_at,
    d.review_by, d.idx AS described_idx
  FROM asked a
  LEFT JOIN LATERAL (
    SELECT d.*
    FROM described d
    WHERE d.dataset IN (a.dataset, split_part(a.dataset, '@', 1))
    ORDER BY d.occurred_at DESC, d.idx DESC
    LIMIT 1
  ) d ON true
  UNION ALL
  SELECT d.dataset, NULL, NULL, NULL, NULL, d.occurred_at, d.review_by, d.idx
  FROM described d
  WHERE $1::text IS NULL
    AND NOT EXISTS (SELECT FROM asked a WHERE d.dataset IN (a.dataset, split_part(a.dataset, '@', 1)))
),
timed AS (
  SELECT l.*, c.zone, delivered.occurred_at AS delivered_at, delivered.idx AS delivered_idx, due.closes, due.due_by,
    due.last_day, extended.closes AS extended_closes,
    least(year.last_day, day_in(l.review_by, c.zone)) AS review_day
  FROM line l
  CROSS JOIN calendar c
  LEFT JOIN LATERAL (
    SELECT p.occurred_at, p.idx
    FROM provision_then p
    WHERE p.verb = 'delivered' AND p.datasets @> ARRAY[l.dataset] AND p.organisation = l.holder
      AND p.occurred_at >= l.requested_at
    ORDER BY p.occurred_at, p.idx
    LIMIT 1
  ) delivered ON true
  CROSS JOIN LATERAL deadline(l.requested_at, 3, 'months', c.zone, c.holidays) AS due
  CROSS JOIN LATERAL deadline(
    CASE WHEN l.asked_by >= due.closes THEN l.requested_at END,
    6,
    'months',
    c.zone,
    c.holidays
  ) AS extended
  CROSS JOIN LATERAL deadline(l.described_at, 1, 'years', c.zone, c.holidays) AS year
),
judged AS (
  SELECT t.*,
    CASE
      WHEN t.asked_idx IS NULL THEN NULL
      WHEN t.delivered_at < t.closes THEN 'in-time'
      WHEN t.delivered_at IS NULL AND valid_at() < t.closes THEN 'open'
      WHEN coalesce(t.delivered_at, valid_at())
        < least(t.extended_closes, end_of_day(day_in(t.asked_by, t.zone), t.zone))
        AND t.extended_closes IS NOT NULL
      THEN 'extension-unproven'
      WHEN t.delivered_at IS NULL THEN 'overdue'
      ELSE 'late'
    END AS delivery,
    t.described_at IS NULL OR days_late(t.review_day, valid_at(), t.zone) IS NOT NULL AS is_outdated
  FROM timed t
),
weighed AS (
  SELECT j.*,
    CASE
      WHEN j.delivery IN ('overdue', 'late') THEN j.delivery
      WHEN j.is_outdated THEN 'incomplete'
      ELSE coalesce(j.delivery, 'in-time')
    END AS reason
  FROM judged j
)
SELECT w.dataset, w.holder, w.described_at, end_of_day(w.review_day, w.zone) - interval '1 second' AS review_by,
  w.requested_at, w.asked_by, w.due_by, w.last_day AS due_date, w.delivered_at,
  CASE
    WHEN w.delivery IN ('late', 'overdue')
    THEN days_late(w.last_day, coalesce(w.delivered_at, valid_at()), w.zone)
  END AS overdue_days,
  w.reason,
  ARRAY(
    SELECT DISTINCT i.idx
    FROM unnest(ARRAY[w.described_idx, w.asked_idx, w.delivered_idx]) AS i (idx)
    WHERE i.idx IS NOT NULL
    ORDER BY 1
  ) AS entries
FROM weighed w
ORDER BY w.dataset, w.requested_at, w.holder
