-- The register of breaches, with two clocks each: 72 hours from awareness to the authority (GDPR Art. 33(1)),
-- counted as Regulation 1182/71 Art. 3(1) does, and the persons concerned, who must be told where the risk is high
-- (Art. 34(1)). Art. 34 names no number: open for one month after the risk was called high (our number), or until
-- the breach is closed. The reason of the row is the graver of the two. An authority that was told before anything was
-- detected says that awareness isn't what is recorded.
WITH calendar AS MATERIALIZED (SELECT * FROM legal_calendar()),
concerned AS MATERIALIZED (
  SELECT a.*
  FROM breach_aware() a
  WHERE ($1::text IS NULL OR a.breach = $1::text)
    AND ($2::text IS NULL OR a.aware_from >= $2::timestamptz)
    AND ($3::text IS NULL OR a.aware_from < $3::timestamptz)
),
step AS MATERIALIZED (
  SELECT b.*
  FROM breach_then b
  WHERE b.breach IN (SELECT c.breach FROM concerned c)
),
assessed AS (
  SELECT DISTINCT ON (s.breach) s.breach, s.risk
  FROM step s
  WHERE s.verb = 'assessed'
  ORDER BY s.breach, s.occurred_at DESC, s.idx DESC
),
-- Since when the risk has been called high without a break.
high AS (
  SELECT s.breach, min(s.occurred_at) AS at
  FROM step s
  WHERE s.verb = 'assessed' AND s.risk = 'high'
    AND NOT EXISTS (
      SELECT FROM step l
      WHERE l.breach = s.breach AND l.verb = 'assessed' AND l.risk <> 'high'
        AND (l.occurred_at, l.idx) > (s.occurred_at, s.idx)
    )
  GROUP BY s.breach
),
authority AS (
  SELECT DISTINCT ON (s.breach) s.breach, s.occurred_at AS at, s.authority, s.reason
  FROM step s
  WHERE s.verb = 'authority-notified'
  ORDER BY s.breach, s.occurred_at, s.idx
),
persons AS (
  SELECT s.breach,
    min(s.occurred_at) FILTER (WHERE s.exception IS NULL AND s.recipients IS DISTINCT FROM 0) AS at,
    max(s.exception) AS exemption,
    bool_or(s.exception ~ '^eu-gdpr:A34-3(-[abc])?$') AS is_exempt
  FROM step s
  WHERE s.verb = 'subjects-notified'
  GROUP BY s.breach
),
closed AS (
  SELECT s.breach, min(s.occurred_at) AS at
  FROM step s
  WHERE s.verb = 'closed'
  GROUP BY s.breach
),
timed AS (
  SELECT c.*, s.risk, h.at AS high_at, a.at AS authority_at, a.authority, a.reason AS delay_reason,
    p.at AS persons_at,
    p.exemption, p.is_exempt, e.at AS closed_at, due.due_by, due.last_day, due.closes, due.open_until,
    possible.closes AS possible_closes, possible.open_until AS possible_open_until,
    CASE WHEN c.aware_until IS NOT NULL THEN certain.open_until END AS certain_until,
    persons_due.closes AS persons_close
  FROM concerned c
  CROSS JOIN calendar k
  LEFT JOIN assessed s ON s.breach = c.breach
  LEFT JOIN high h ON h.breach = c.breach
  LEFT JOIN authority a ON a.breach = c.breach
  LEFT JOIN persons p ON p.breach = c.breach
  LEFT JOIN closed e ON e.breach = c.breach
  CROSS JOIN LATERAL deadline(c.aware_at, 72, 'hours', k.zone, k.holidays) AS due
  CROSS JOIN LATERAL deadline(c.aware_from, 72, 'hours', k.zone, k.holidays) AS possible
  CROSS JOIN LATERAL deadline(c.aware_until, 72, 'hours', k.zone, k.holidays) AS certain
  CROSS JOIN LATERAL deadline(h.at, 1, 'months', k.zone, k.holidays) AS persons_due
),
judged AS (
  SELECT t.*,
    CASE
      WHEN t.authority_at < least(t.aware_from, t.detected_at) THEN 'awareness-unknown'
      WHEN t.authority_at < t.possible_closes THEN 'in-time'
      WHEN t.authority_at IS NULL AND t.risk IN ('none', 'unlikely') THEN 'not-needed'
      WHEN t.authority_at IS NULL AND t.risk NOT IN ('low', 'medium', 'high') THEN 'risk-unknown'
      WHEN t.authority_at IS NULL AND valid_at() < t.possible_closes THEN 'open'
      WHEN coalesce(t.authority_at, valid_at()) < t.possible_open_until THEN 'two-working-days-open'
      WHEN coalesce(t.authority_at, valid_at()) < coalesce(t.certain_until, 'infinity') THEN 'awareness-unknown'
      WHEN t.authority_at IS NULL THEN 'overdue'
      WHEN t.delay_reason IS NOT NULL THEN 'late-with-reasons'
      ELSE 'late'
    END AS authority_reason,
    CASE
      WHEN t.persons_at >= t.persons_close THEN 'subjects-told-late'
      WHEN t.persons_at IS NOT NULL THEN 'in-time'
      WHEN t.risk IN ('none', 'unlikely', 'low', 'medium') OR t.is_exempt THEN 'not-needed'
      WHEN t.exemption IS NOT NULL THEN 'exemption-unknown'
      WHEN t.risk IS NULL OR t.risk <> 'high' THEN 'risk-unknown'
      WHEN valid_at() >= t.persons_close OR t.closed_at IS NOT NULL THEN 'subjects-not-told'
      ELSE 'open'
    END AS persons_reason
  FROM timed t
),
-- An authority that was told in time, and a risk that nobody assessed yet, leave Art. 34 open, not undecided.
weighed AS (
  SELECT j.*,
    CASE
      WHEN j.authority_reason IN ('overdue', 'late') THEN j.authority_reason
      WHEN j.persons_reason = 'subjects-not-told' THEN j.persons_reason
      WHEN j.authority_reason IN (
        'risk-unknown', 'two-working-days-open', 'awareness-unknown', 'late-with-reasons'
      ) THEN j.authority_reason
      WHEN j.persons_reason IN ('exemption-unknown', 'subjects-told-late') THEN j.persons_reason
      WHEN j.persons_reason = 'risk-unknown' AND j.risk IS NOT NULL THEN j.persons_reason
      WHEN j.persons_reason = 'open' THEN 'open'
      ELSE j.authority_reason
    END AS reason
  FROM judged j
)
SELECT w.breach, w.detected_at, w.aware_at,
  (
    SELECT s.nature FROM step s WHERE s.breach = w.breach AND s.nature IS NOT NULL
    ORDER BY s.occurred_at DESC, s.idx DESC LIMIT 1
  ) AS nature,
  w.risk,
  (
    SELECT s.subject_count FROM step s WHERE s.breach = w.breach AND s.subject_count IS NOT NULL
    ORDER BY s.occurred_at DESC, s.idx DESC LIMIT 1
  ) AS subjects,
  (
    SELECT s.objects FROM step s WHERE s.breach = w.breach AND s.objects IS NOT NULL
    ORDER BY s.occurred_at DESC, s.idx DESC LIMIT 1
  ) AS records,
  (
    SELECT s.categories FROM step s WHERE s.breach = w.breach AND s.categories IS NOT NULL
    ORDER BY s.occurred_at DESC, s.idx DESC LIMIT 1
  ) AS categories,
  ARRAY(
    SELECT DISTINCT m.measure FROM step s CROSS JOIN LATERAL unnest(s.measures) AS m (measure)
    WHERE s.breach = w.breach ORDER BY 1
  ) AS measures,
  w.due_by, w.last_day AS due_date, w.authority, w.authority_at,
  floor(extract(epoch FROM coalesce(w.authority_at, valid_at()) - w.aware_at) / 3600)::int AS hours_since_aware,
  w.delay_reason, w.authority_reason, w.persons_at AS subjects_told_at, w.exemption AS subjects_exemption,
  w.persons_reason AS subjects_reason, w.closed_at, w.reason,
  ARRAY(SELECT DISTINCT i.idx FROM unnest(w.idxs) AS i (idx) ORDER BY i.idx) AS entries
FROM weighed w
ORDER BY w.aware_from, w.breach
