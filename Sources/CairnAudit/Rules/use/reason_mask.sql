-- Reasons of use as bits by their rank, so that the lowest bit of many is the reason: all that deny, all that leave
-- open, and those that the rule speaks of by name.
CREATE FUNCTION reason_mask() RETURNS TABLE (
  denying bigint, open bigint, consent bigint, basis bigint, both_grounds bigint, excepted bigint, unasked bigint,
  outside bigint, basis_unknown bigint, swapped bigint, article9 bigint, withdrawn bigint, withdrawn_late bigint,
  ended bigint, objectable bigint, memberless bigint,
  nameless bigint, unlisted bigint, disabled bigint, differing bigint, inactive bigint
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT bit_or(b.bit) FILTER (WHERE b.verdict = 'not-covered'),
    bit_or(b.bit) FILTER (WHERE b.verdict = 'undetermined'),
    max(b.bit) FILTER (WHERE b.code = 'consent'),
    max(b.bit) FILTER (WHERE b.code = 'other-basis'),
    max(b.bit) FILTER (WHERE b.code = 'consent-and-other-basis'),
    max(b.bit) FILTER (WHERE b.code = 'opt-out-exception'),
    max(b.bit) FILTER (WHERE b.code = 'no-consent'),
    max(b.bit) FILTER (WHERE b.code = 'purpose-outside-consent'),
    max(b.bit) FILTER (WHERE b.code = 'basis-unknown'),
    max(b.bit) FILTER (WHERE b.code = 'basis-after-withdrawal'),
    max(b.bit) FILTER (WHERE b.code = 'article9-missing'),
    max(b.bit) FILTER (WHERE b.code = 'consent-withdrawn'),
    max(b.bit) FILTER (WHERE b.code = 'consent-withdrawn-recorded-later'),
    max(b.bit) FILTER (WHERE b.code = 'no-ground'),
    bit_or(b.bit) FILTER (WHERE b.code IN ('other-basis', 'article9-missing', 'purpose-unknown')),
    max(b.bit) FILTER (WHERE b.code = 'members-unknown'),
    max(b.bit) FILTER (WHERE b.code = 'person-unknown'),
    max(b.bit) FILTER (WHERE b.code = 'person-outside-permit'),
    max(b.bit) FILTER (WHERE b.code = 'person-disabled'),
    max(b.bit) FILTER (WHERE b.code = 'versions-differ'),
    max(b.bit) FILTER (WHERE b.code = 'permit-not-active')
  FROM (SELECT r.code, r.verdict, 1::bigint << r.rank AS bit FROM reason r WHERE r.rank IS NOT NULL) b
$$
