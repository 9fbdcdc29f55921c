-- Each consent of the person as it was at the time asked about, with the proof that is on record for it and what is
-- missing (GDPR Art. 7(1)): the notice that was given before, how the person agreed, the form, and who agreed.
--
-- What a change of scope doesn't state was stated when the consent was given. A notice proves something only if it was
-- given to the person by the time of the consent. A consent that stands with little proof stands. Where no consent was
-- there at that time, one row says so, and cites what was recorded and marked as wrong.
-- reads the tables: event, reference, because an entry that was marked as wrong is in none of the views.
WITH standing AS (
  SELECT s.*,
    coalesce(consent_reason(s.state, s.purposes, s.withdrawn, $2::text), 'no-consent') AS reason,
    consent_reason('given', s.purposes, s.withdrawn, $2::text) = 'consent' AS covers_purpose
  FROM consent_standing() s
  WHERE s.subject = $1::text COLLATE "C"
    AND s.starts <= valid_at()
    AND (s.ends IS NULL OR s.ends > valid_at())
),
agreement AS (
  SELECT s.consent, coalesce(a.version, o.version) AS version, coalesce(a.notice, o.notice) AS notice,
    coalesce(a.notice_hash, o.notice_hash) AS notice_hash, coalesce(a.language, o.language) AS language,
    coalesce(a.method, o.method) AS method, coalesce(a.form, o.form) AS form,
    coalesce(a.expressed_by, o.expressed_by) AS expressed_by, coalesce(a.controller, o.controller) AS controller,
    coalesce(a.categories, o.categories) AS categories, a.occurred_at
  FROM standing s
  JOIN consent_then a ON a.idx = s.given_idx
  LEFT JOIN consent_then o ON o.idx = s.opened_idx
),
proven AS (
  SELECT a.*, n.idx AS notice_idx, n.occurred_at AS notice_given_at, n.occurred_at <= a.occurred_at AS is_informed
  FROM agreement a
  LEFT JOIN LATERAL (
    SELECT n.idx, n.occurred_at
    FROM reference_then r
    JOIN notice_then n ON n.idx = r.idx AND n.verb = 'provided' AND n.notice = a.notice
    WHERE r.kind = 'subjects' AND r.ref = $1::text COLLATE "C"
    ORDER BY n.occurred_at, n.idx
    LIMIT 1
  ) n ON true
),
answer AS (
  SELECT s.consent, p.version, s.state AS state_then, s.since AS state_since,
    ARRAY(
      SELECT a.term
      FROM unnest(s.purposes) WITH ORDINALITY AS a (term, place)
      WHERE coalesce(cardinality(s.withdrawn), 0) = 0 OR NOT covers(s.withdrawn, ARRAY[a.term])
      ORDER BY a.place
    ) AS purposes,
    nullif(s.withdrawn, '{}') AS withdrawn, coalesce(s.covers_purpose, false) AS covers_purpose, s.conditions,
    p.categories, p.controller,
    p.notice, p.notice_given_at, p.notice_hash, p.language, p.method, s.given_at, p.expressed_by, p.form AS form_hash,
    s.valid_until,
    CASE
      WHEN p.consent IS NOT NULL THEN nullif(
        array_remove(
          ARRAY[
            CASE
              WHEN p.notice IS NULL THEN 'notice'
              WHEN p.is_informed IS NOT TRUE THEN 'notice-before-consent'
            END,
            CASE WHEN p.method IS NULL THEN 'method' END,
            CASE WHEN p.form IS NULL THEN 'form' END,
            CASE WHEN p.expressed_by IS NULL THEN 'expressedBy' END
          ],
          NULL
        ),
        '{}'
      )
    END AS missing,
    s.reason,
    ARRAY(
      SELECT DISTINCT i.idx
      FROM unnest(ARRAY[p.notice_idx, s.opened_idx, s.given_idx, s.idx]) AS i (idx)
      WHERE i.idx IS NOT NULL
      ORDER BY i.idx
    ) AS entries
  FROM standing s
  LEFT JOIN proven p ON p.consent = s.consent
),
marked AS (
  SELECT c.target, c.by_idx
  FROM correction_standing() c
  JOIN event e ON e.idx = c.target AND e.family = 'consent' AND e.occurred_at <= valid_at()
  JOIN reference r ON r.idx = c.target AND r.kind = 'subjects' AND r.ref = $1::text COLLATE "C"
)
SELECT q.*
FROM (
  SELECT a.*
  FROM answer a
  UNION ALL
  SELECT NULL, NULL, 'none', NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, 'no-consent',
    ARRAY(
      SELECT i.idx
      FROM marked m
      CROSS JOIN LATERAL unnest(ARRAY[m.target, m.by_idx]) AS i (idx)
      ORDER BY i.idx
    )
  WHERE NOT EXISTS (SELECT FROM answer)
) q
ORDER BY q.state_then = 'given' DESC, q.given_at, q.consent
