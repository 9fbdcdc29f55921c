-- What each consent of each subject was, from one change to the next (GDPR Art. 4(11), 6(1)(a), 7, 9(2)(a)).
--
-- * Steps are taken in the order of the time from which they count (effectiveAt, else when they happened), whatever
--   order they were recorded in; at the same instant what restricts comes last, and else by index. A step that names
--   several consents, or several subjects, is a step of each.
-- * given and renewed may follow anything: they set purposes and term anew, and nothing withdrawn before excludes
--   anything any more; renewed keeps the conditions where it states none. scope-modified replaces the purposes, and
--   what was withdrawn before, and keeps validUntil and conditions where it states none.
-- * withdrawn with purposes takes these out (7(3)) and leaves the rest. They pile up in `withdrawn` and are never
--   subtracted from `purposes`: a term excludes what lies under and over it, and strings can't say that.
-- * withdrawn without purposes, revoked (by another than the subject) and refused end it. expired says what validUntil
--   says, and no more: the term is over. From validUntil on (not included) it is expired.
-- * requested and deferred change nothing once anything else was said.
-- * invalidated at A, from T on (effectiveAt; always, where it names none), voids all that was agreed up to A; what is
--   agreed after A stands; a renewal between doesn't. What was withdrawn, revoked or refused stays so, and is never
--   called invalid.
-- * order: what can't follow. scope-modified where nothing is in force gives nothing back; and an agreement that was
--   recorded before a withdrawal, revocation or refusal which is dated before it: whose clock is wrong isn't known. The
--   next giving or end ends the doubt; the term's end and a finding of invalidity go before it.
--
-- A step counts once it happened; an invalidation whenever it was found, since it says of the time before that nothing
-- was agreed: hence consent_known, and not consent_then.
CREATE VIEW consent_span AS
WITH known AS (
  SELECT c.subject, c.consents, c.idx, c.verb, c.occurred_at, c.effective_at, c.valid_until,
    nullif(c.purposes, '{}') AS purposes, c.conditions
  FROM consent_known c
  WHERE c.subject IS NOT NULL
  UNION ALL
  SELECT r.ref, c.consents, c.idx, c.verb, c.occurred_at, c.effective_at, c.valid_until,
    nullif(c.purposes, '{}') AS purposes, c.conditions
  FROM reference_known r
  JOIN consent_known c ON c.idx = r.idx AND c.subject IS NULL
  WHERE r.kind = 'subjects'
),
step AS (
  SELECT k.subject, n.consent, k.idx, k.verb, k.occurred_at, k.effective_at, k.purposes, k.conditions,
    coalesce(k.effective_at, k.occurred_at) AS at,
    CASE k.verb WHEN 'expired' THEN coalesce(k.effective_at, k.occurred_at) ELSE k.valid_until END AS term,
    CASE WHEN k.verb IN ('given', 'renewed', 'scope-modified', 'requested', 'deferred') THEN 0 ELSE 1 END AS rank,
    k.verb IN ('given', 'renewed') AS opens,
    k.verb IN ('given', 'renewed', 'scope-modified') AS agrees,
    k.verb IN ('revoked', 'refused') OR k.verb = 'withdrawn' AND k.purposes IS NULL AS closes
  FROM known k
  CROSS JOIN LATERAL unnest(k.consents) AS n (consent)
  WHERE k.occurred_at <= (SELECT valid_at()) OR k.verb = 'invalidated'
),
numbered AS (
  SELECT s.*,
    row_number() OVER w AS place,
    lead(s.at) OVER w AS next_at,
    lead(s.idx) OVER w AS next_idx,
    max(s.idx) FILTER (WHERE s.verb IN ('withdrawn', 'revoked', 'refused')) OVER (w ROWS UNBOUNDED PRECEDING)
      AS denied_idx,
    concatenated(s.purposes) FILTER (WHERE s.verb = 'withdrawn') OVER (w ROWS UNBOUNDED PRECEDING) AS taken,
    array_agg(s.occurred_at) FILTER (WHERE s.verb = 'invalidated') OVER entire AS found_at,
    array_agg(coalesce(s.effective_at, '-infinity')) FILTER (WHERE s.verb = 'invalidated') OVER entire AS found_from,
    array_agg(s.idx) FILTER (WHERE s.verb = 'invalidated') OVER entire AS found_idx
  FROM step s
  WINDOW w AS (PARTITION BY s.subject, s.consent ORDER BY s.at, s.rank, s.idx),
    entire AS (
      PARTITION BY s.subject, s.consent ORDER BY s.at, s.rank, s.idx
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )
),
placed AS (
  SELECT n.*,
    n.agrees AND coalesce(n.denied_idx > n.idx, false) AS is_doubtful,
    max(n.place) FILTER (WHERE n.opens) OVER w AS opened,
    max(n.place) FILTER (WHERE n.agrees) OVER w AS agreed,
    max(n.place) FILTER (WHERE n.opens OR n.term IS NOT NULL) OVER w AS termed,
    max(n.place) FILTER (WHERE n.verb = 'given' OR n.agrees AND n.conditions IS NOT NULL) OVER w AS conditioned,
    bool_or(n.agrees OR n.closes) OVER w AS is_said
  FROM numbered n
  WINDOW w AS (PARTITION BY n.subject, n.consent ORDER BY n.at, n.rank, n.idx ROWS UNBOUNDED PRECEDING)
),
held AS (
  SELECT p.subject, p.consent, p.idx, p.verb, p.at, p.rank, p.opens, p.agrees, p.closes, p.is_doubtful, p.place,
    p.opened, p.next_at, p.next_idx, p.taken, p.found_at, p.found_from, p.found_idx, p.purposes AS own_purposes,
    p.agrees OR p.closes OR p.verb IN ('requested', 'deferred') AND NOT p.is_said AS decides,
    nth_value(p.occurred_at, p.agreed::int) OVER w AS agreed_on,
    nth_value(p.idx, p.opened::int) OVER w AS opened_idx,
    nth_value(p.idx, p.agreed::int) OVER w AS agreed_idx,
    nth_value(p.at, p.agreed::int) OVER w AS agreed_at,
    nth_value(p.purposes, p.agreed::int) OVER w AS purposes,
    coalesce(nth_value(cardinality(p.taken), p.agreed::int) OVER w, 0) AS taken_before,
    nth_value(p.term, p.termed::int) OVER w AS term,
    nth_value(p.conditions, p.conditioned::int) OVER w AS conditions
  FROM placed p
  WINDOW w AS (
    PARTITION BY p.subject, p.consent ORDER BY p.at, p.rank, p.idx
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  )
),
voided AS (
  SELECT h.*, v.void_from, v.void_idx
  FROM held h
  LEFT JOIN LATERAL (
    SELECT f.since AS void_from, f.idx AS void_idx
    FROM unnest(h.found_at, h.found_from, h.found_idx) AS f (at, since, idx)
    WHERE h.found_at IS NOT NULL AND f.at >= h.agreed_on
    ORDER BY f.since, f.idx
    LIMIT 1
  ) v ON true
),
followed AS (
  SELECT v.*,
    v.closes OR v.is_doubtful
      OR v.verb = 'scope-modified'
        AND (
          v.opened IS NULL
          OR coalesce(lag(v.term) OVER w <= v.at, false)
          OR coalesce(lag(v.void_from) OVER w <= v.at, false)
        ) AS breaks,
    max(v.place) FILTER (WHERE v.decides) OVER (w ROWS UNBOUNDED PRECEDING) AS decided
  FROM voided v
  WINDOW w AS (PARTITION BY v.subject, v.consent ORDER BY v.at, v.rank, v.idx)
),
stated AS (
  SELECT f.*,
    CASE
      WHEN f.opens AND NOT f.breaks THEN 'given'
      WHEN f.agrees AND NOT f.breaks
        AND coalesce(max(f.place) FILTER (WHERE f.breaks) OVER (w ROWS UNBOUNDED PRECEDING) < f.opened, true)
        THEN 'given'
      WHEN f.agrees THEN 'order'
      ELSE f.verb END AS said
  FROM followed f
  WINDOW w AS (PARTITION BY f.subject, f.consent ORDER BY f.at, f.rank, f.idx)
),
carried AS (
  SELECT s.*,
    nth_value(s.said, s.decided::int) OVER w AS state,
    nth_value(s.at, s.decided::int) OVER w AS since,
    nth_value(s.own_purposes, s.decided::int) OVER w AS decided_purposes
  FROM stated s
  WINDOW w AS (
    PARTITION BY s.subject, s.consent ORDER BY s.at, s.rank, s.idx
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  )
)
SELECT c.subject, c.consent,
  CASE c.state WHEN 'refused' THEN coalesce(c.decided_purposes, c.purposes) ELSE c.purposes END AS purposes,
  c.taken[c.taken_before + 1:] AS withdrawn, part.state COLLATE "C" AS state, part.starts,
  nullif(part.ends, 'infinity') AS ends, part.idx, part.ended_idx, c.agreed_idx AS given_idx, c.conditions,
  c.opened_idx, c.agreed_at AS given_at, c.term AS valid_until, part.since
FROM carried c
CROSS JOIN LATERAL (
  SELECT coalesce(c.next_at, 'infinity') AS next_at,
    CASE WHEN c.state IN ('given', 'order') THEN coalesce(c.term, 'infinity') ELSE 'infinity' END AS term,
    CASE WHEN c.state IN ('given', 'order') THEN coalesce(c.void_from, 'infinity') ELSE 'infinity' END AS void_from
) edge
CROSS JOIN LATERAL (
  VALUES
    (c.state, c.at, least(edge.next_at, edge.term, edge.void_from), c.idx,
      CASE WHEN edge.next_at <= least(edge.term, edge.void_from) THEN c.next_idx
        WHEN edge.void_from <= edge.term THEN c.void_idx END,
      c.since),
    ('expired', greatest(c.at, edge.term), least(edge.next_at, edge.void_from), c.idx,
      CASE WHEN edge.next_at <= edge.void_from THEN c.next_idx ELSE c.void_idx END,
      greatest(c.since, edge.term)),
    ('invalid', greatest(c.at, edge.void_from), edge.next_at, c.void_idx, c.next_idx, greatest(c.since, edge.void_from))
) AS part (state, starts, ends, idx, ended_idx, since)
WHERE c.state IS NOT NULL AND part.starts < part.ends
