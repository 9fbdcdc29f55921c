-- Everyone whose data came, or who is in the dataset version that is named, with the first notice that was given
-- (GDPR Art. 14). Data came with images, clinical data, a transfer from elsewhere, or a place in a dataset version.
-- The notice is due one month after that (14(3)(a)), and on the day at the latest on which the data were first sent
-- to another recipient (14(3)(c)). An exemption counts where its ground is one of Art. 14(5) or 13(4).
WITH calendar AS MATERIALIZED (SELECT * FROM legal_calendar()),
wanted AS MATERIALIZED (
  SELECT DISTINCT m.subject
  FROM version_subject($1::text) m
  WHERE $1::text IS NOT NULL AND m.starts <= valid_at() AND (m.ends IS NULL OR m.ends > valid_at())
),
arrival AS (
  SELECT r.ref AS subject, i.occurred_at AS at, i.idx
  FROM image_then i
  JOIN reference_then r ON r.idx = i.idx AND r.kind = 'subjects'
  WHERE i.verb IN ('series-received', 'study-received', 'clinical-linked')
  UNION ALL
  SELECT r.ref, t.occurred_at, t.idx
  FROM transfer_then t
  JOIN reference_then r ON r.idx = t.idx AND r.kind = 'subjects'
  WHERE t.verb = 'received'
  UNION ALL
  SELECT m.ref, d.occurred_at, d.idx
  FROM dataset_then d
  JOIN member_known m ON m.idx = d.idx AND m.kind = 'subjects' AND m.is_added
),
person AS MATERIALIZED (
  SELECT DISTINCT ON (a.subject) a.subject, a.at AS first_at, a.idx
  FROM arrival a
  WHERE $1::text IS NULL OR a.subject IN (SELECT w.subject FROM wanted w)
  ORDER BY a.subject, a.at, a.idx
),
sent AS MATERIALIZED (
  SELECT a.idx, a.occurred_at
  FROM act a
  WHERE a.kind IN ('transfer', 'egress') AND a.recipient IS NOT NULL
),
pointed AS MATERIALIZED (
  SELECT s.idx, s.occurred_at AS at, r.ref AS subject
  FROM sent s
  JOIN reference_then r ON r.idx = s.idx AND r.kind = 'subjects'
  UNION ALL
  SELECT s.idx, s.occurred_at, o.subject
  FROM sent s
  JOIN reference_then r ON r.idx = s.idx AND r.kind = 'assets'
  JOIN asset_subject() o ON o.asset = r.ref
),
-- As in act_subject: a dataset stands for its members only where an act names nobody itself.
disclosed AS (
  SELECT p.subject, p.at, p.idx
  FROM pointed p
  UNION ALL
  SELECT m.subject, s.occurred_at, s.idx
  FROM sent s
  JOIN act_version() v ON v.idx = s.idx
  CROSS JOIN LATERAL version_subject(v.dataset) m
  WHERE m.starts <= s.occurred_at AND (m.ends IS NULL OR m.ends > s.occurred_at)
    AND NOT EXISTS (SELECT FROM pointed p WHERE p.idx = s.idx)
),
disclosure AS MATERIALIZED (
  SELECT DISTINCT ON (d.subject) d.subject, d.at, d.idx
  FROM disclosed d
  WHERE d.subject IN (SELECT p.subject FROM person p)
  ORDER BY d.subject, d.at, d.idx
),
given AS MATERIALIZED (
  SELECT DISTINCT ON (r.ref) r.ref AS subject, n.notice, n.notice_hash, n.language, n.channel, n.occurred_at, n.idx
  FROM notice_then n
  JOIN reference_then r ON r.idx = n.idx AND r.kind = 'subjects'
  WHERE n.verb = 'provided' AND r.ref IN (SELECT p.subject FROM person p)
  ORDER BY r.ref, n.occurred_at, n.idx
),
exempted AS MATERIALIZED (
  SELECT r.ref AS subject, n.ground, n.idx
  FROM notice_then n
  JOIN reference_then r ON r.idx = n.idx AND r.kind = 'subjects'
  WHERE n.verb = 'exempted'
  UNION ALL
  SELECT w.subject, n.ground, n.idx
  FROM notice_then n
  CROSS JOIN wanted w
  WHERE n.verb = 'exempted' AND n.datasets && ARRAY[$1::text, split_part($1::text, '@', 1)]
),
exemption AS MATERIALIZED (
  SELECT DISTINCT ON (x.subject) x.subject, x.ground, x.idx,
    x.ground ~ '^eu-gdpr:(JustificationA1[34][A-Za-z]+|A14-5(-[abcd])?|A13-4)$' AS is_of_the_law
  FROM exempted x
  ORDER BY x.subject, is_of_the_law DESC, x.idx
),
published AS MATERIALIZED (
  SELECT DISTINCT ON (n.notice) n.notice, n.notice_hash, n.idx
  FROM notice_then n
  WHERE n.verb = 'published'
  ORDER BY n.notice, n.occurred_at, n.idx
),
informed AS (
  SELECT p.subject, p.first_at, p.idx, g.notice, g.language, g.channel, g.occurred_at AS provided_at,
    g.idx AS given_idx,
    coalesce(g.notice_hash, b.notice_hash) AS notice_hash, b.idx AS published_idx, x.ground, x.is_of_the_law,
    x.idx AS exempt_idx, c.zone, o.at AS disclosed_at,
    CASE WHEN day_in(o.at, c.zone) < month.last_day THEN o.idx END AS disclosure_idx,
    least(month.last_day, day_in(o.at, c.zone)) AS last_day
  FROM person p
  CROSS JOIN calendar c
  CROSS JOIN LATERAL deadline(p.first_at, 1, 'months', c.zone, c.holidays) AS month
  LEFT JOIN given g ON g.subject = p.subject
  LEFT JOIN exemption x ON x.subject = p.subject
  LEFT JOIN published b ON b.notice = g.notice
  LEFT JOIN disclosure o ON o.subject = p.subject
),
judged AS (
  SELECT i.*, days_late(i.last_day, coalesce(i.provided_at, valid_at()), i.zone) AS days,
    CASE
      WHEN i.provided_at IS NOT NULL AND days_late(i.last_day, i.provided_at, i.zone) IS NULL THEN 'in-time'
      WHEN i.is_of_the_law THEN 'not-needed'
      WHEN i.ground IS NOT NULL THEN 'exemption-unknown'
      WHEN i.provided_at IS NOT NULL THEN 'late'
      WHEN days_late(i.last_day, valid_at(), i.zone) IS NULL THEN 'open'
      ELSE 'overdue'
    END AS reason
  FROM informed i
)
SELECT j.subject, j.first_at AS first_received_at, j.disclosed_at, j.notice, j.notice_hash, j.language, j.channel,
  j.provided_at, end_of_day(j.last_day, j.zone) - interval '1 second' AS due_by, j.last_day AS due_date,
  j.ground AS exemption, CASE WHEN j.reason IN ('late', 'overdue') THEN j.days END AS overdue_days, j.reason,
  ARRAY(
    SELECT DISTINCT i.idx
    FROM unnest(ARRAY[j.idx, j.disclosure_idx, j.given_idx, j.published_idx, j.exempt_idx]) AS i (idx)
    WHERE i.idx IS NOT NULL
    ORDER BY 1
  ) AS entries
FROM judged j
ORDER BY j.subject
