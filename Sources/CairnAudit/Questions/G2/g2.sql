-- Each consent of the subject as it was at the time asked about: the last event that had taken effect by then decides.
WITH told AS (
  SELECT c.*, coalesce(c.effective_at, c.occurred_at) AS at FROM consent c WHERE c.subject = $3::text AND c.idx < $1::bigint
),
void AS (SELECT t.consents[1] AS consent, min(coalesce(t.effective_at, '-infinity')) AS since, max(t.idx) AS idx FROM told t WHERE t.verb = 'invalidated' GROUP BY 1),
last AS (
  SELECT DISTINCT ON (t.consents[1]) t.consents[1] AS consent, t.* FROM told t WHERE t.at <= $2::timestamptz AND t.verb <> 'invalidated'
  ORDER BY t.consents[1], t.at DESC, t.idx DESC
),
agreed AS (
  SELECT DISTINCT ON (t.consents[1]) t.consents[1] AS consent, t.* FROM told t
  WHERE t.at <= $2::timestamptz AND t.verb IN ('given', 'renewed', 'scope-modified', 'refused', 'requested') ORDER BY t.consents[1], t.at DESC, t.idx DESC
),
walked AS (
  SELECT w.*, lag(w.kind) OVER (PARTITION BY w.consent ORDER BY w.at, w.idx) AS before FROM (
    SELECT t.consents[1] AS consent, t.verb, t.at, t.idx,
      CASE WHEN t.verb IN ('given', 'renewed', 'scope-modified') OR t.verb = 'withdrawn' AND t.purposes IS NOT NULL THEN 'given' ELSE t.verb END AS kind
    FROM told t WHERE t.at <= $2::timestamptz
  ) w
),
broken AS (
  SELECT w.consent, string_agg(w.verb || CASE WHEN w.before IS NULL THEN ' first' ELSE ' after ' || w.before END, ', ' ORDER BY w.at, w.idx) AS steps FROM walked w
  WHERE NOT CASE
    WHEN w.before IS NULL OR w.before IN ('requested', 'deferred') THEN w.verb IN ('requested', 'deferred', 'refused', 'given')
    WHEN w.before = 'refused' THEN w.verb IN ('requested', 'given')
    WHEN w.before = 'given' THEN w.verb IN ('renewed', 'scope-modified', 'withdrawn', 'revoked', 'expired', 'invalidated')
    WHEN w.before = 'expired' THEN w.verb IN ('renewed', 'requested', 'invalidated')
    WHEN w.before IN ('withdrawn', 'revoked') THEN w.verb IN ('requested', 'invalidated')
    ELSE w.verb = 'requested' END
  GROUP BY w.consent
),
judged AS (
  SELECT l.consent, a.version, a.purposes, a.controller, coalesce(a.notice, '') AS notice, a.notice_hash, a.language, a.method, a.at AS given_at, a.expressed_by, a.form, a.valid_until,
    l.at AS since,
    CASE WHEN v.since <= $2::timestamptz THEN 'invalid'
      WHEN l.verb IN ('given', 'renewed', 'scope-modified') OR l.verb = 'withdrawn' AND l.purposes IS NOT NULL THEN CASE WHEN a.valid_until <= $2::timestamptz THEN 'expired' ELSE 'given' END
      ELSE l.verb END AS state,
    CASE WHEN l.verb = 'withdrawn' AND l.purposes IS NOT NULL THEN ARRAY(SELECT unnest(a.purposes) EXCEPT SELECT unnest(l.purposes)) ELSE a.purposes END AS left_purposes,
    n.idx AS notice_idx, a.idx AS agreed_idx, l.idx AS last_idx, v.idx AS void_idx
  FROM last l LEFT JOIN agreed a ON a.consent = l.consent LEFT JOIN void v ON v.consent = l.consent
  LEFT JOIN LATERAL (
    SELECT n.idx FROM reference r JOIN notice n ON n.idx = r.idx
    WHERE r.kind = 'subjects' AND r.ref = $3::text AND r.idx < $1::bigint AND n.notice = a.notice AND n.verb = 'provided' ORDER BY n.idx LIMIT 1
  ) n ON true
)
SELECT j.consent, j.version, j.state AS state_then, j.since AS state_since, array_to_string(j.left_purposes, ', ') AS purposes,
  covers(j.left_purposes, ARRAY[$4::text]) AS covers_purpose, j.controller, nullif(j.notice, '') AS notice, j.notice_hash, j.language, j.method, j.given_at,
  j.expressed_by, j.form AS form_hash, j.valid_until, b.steps AS out_of_order,
  CASE WHEN j.state = 'given' AND covers(j.left_purposes, ARRAY[$4::text]) THEN 'covered' ELSE 'not-covered' END AS verdict,
  CASE j.state WHEN 'given' THEN CASE WHEN covers(j.left_purposes, ARRAY[$4::text]) THEN 'consent' ELSE 'purpose-outside-consent' END
    WHEN 'withdrawn' THEN 'consent-withdrawn' WHEN 'expired' THEN 'consent-expired' WHEN 'invalid' THEN 'consent-invalid' WHEN 'refused' THEN 'consent-refused'
    WHEN 'revoked' THEN 'consent-withdrawn' ELSE 'no-consent' END AS reason,
  ARRAY(SELECT DISTINCT x FROM unnest(ARRAY[j.notice_idx, j.agreed_idx, j.last_idx, j.void_idx]) AS x WHERE x IS NOT NULL ORDER BY x) AS entries
FROM judged j LEFT JOIN broken b ON b.consent = j.consent
ORDER BY (j.state = 'given') DESC, j.given_at, j.consent
