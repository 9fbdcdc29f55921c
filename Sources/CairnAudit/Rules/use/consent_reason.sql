-- What a consent says of one purpose while it is in a state: a reason, or NULL where it says nothing of it (GDPR Art.
-- 6(1)(a), 7, 9(2)(a)).
--
-- A purpose under what was withdrawn since is consent-withdrawn, whatever came after: the person said no to it, also
-- where nobody recorded that it had been agreed to. Else, given: the purpose lies under what was agreed: consent. Over
-- something that was withdrawn: purpose-partly-withdrawn, since the wide purpose holds the withdrawn one. Not under
-- what was agreed: purpose-outside-consent, or vocabularies-differ. A state that ended speaks of the purposes that were
-- agreed; a refusal, a withdrawal or a revocation speaks of all where nobody recorded what was agreed. order: whether
-- the purpose was agreed to can't be told where it lies under what was, or where nobody can tell that it doesn't.
-- p_wanted NULL: a purpose that nobody recorded or knows is some purpose; it may be one of those that stand
-- (purpose-unknown).
CREATE FUNCTION consent_reason(p_state text, p_purposes text[], p_withdrawn text[], p_wanted text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN p_state IN ('requested', 'deferred') THEN NULL
    WHEN p_wanted IS NOT NULL AND covers(p_withdrawn, ARRAY[p_wanted]) THEN 'consent-withdrawn'
    WHEN p_state NOT IN ('given', 'order') THEN
      CASE
        WHEN p_wanted IS NULL
          OR p_state IN ('refused', 'withdrawn', 'revoked') AND coalesce(cardinality(p_purposes), 0) = 0
          OR covers(p_purposes, ARRAY[p_wanted])
          THEN CASE p_state
            WHEN 'withdrawn' THEN 'consent-withdrawn' WHEN 'revoked' THEN 'consent-revoked'
            WHEN 'refused' THEN 'consent-refused' WHEN 'invalid' THEN 'consent-invalid' WHEN 'expired'
              THEN 'consent-expired'
            ELSE 'consent-order' END
      END
    WHEN p_wanted IS NULL THEN
      CASE
        WHEN coalesce(cardinality(p_purposes), 0) > 0 AND NOT EXISTS (SELECT FROM unnest(p_purposes) AS a (term)
          WHERE NOT coalesce(covers(p_withdrawn, ARRAY[a.term]), false)) THEN 'consent-withdrawn'
        WHEN p_state = 'order' THEN 'consent-order'
        ELSE 'purpose-unknown'
      END
    WHEN p_state = 'order' THEN
      CASE
        WHEN covers(p_purposes, ARRAY[p_wanted]) OR vocabularies_differ(p_purposes, p_wanted) THEN 'consent-order'
      END
    WHEN covers(p_purposes, ARRAY[p_wanted]) THEN
      CASE
        WHEN EXISTS (SELECT FROM unnest(p_withdrawn) AS w (term) WHERE covers(ARRAY[p_wanted], ARRAY[w.term]))
          THEN 'purpose-partly-withdrawn'
        ELSE 'consent'
      END
    WHEN vocabularies_differ(p_purposes, p_wanted) THEN 'vocabularies-differ'
    ELSE 'purpose-outside-consent'
  END
$$
