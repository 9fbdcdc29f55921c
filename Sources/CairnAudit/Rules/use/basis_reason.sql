-- What a legal basis other than consent says of one purpose while it is in force: a reason, or NULL where it says
-- nothing of it (GDPR Art. 6(1)(b) to (f), 9(2)). Health data need an exception of Art. 9(2), too: without one it
-- can't be told (article9-missing). Art. 6(1)(a) is consent, and proven by consents. p_wanted NULL: a purpose that
-- nobody recorded may be one of the basis's.
CREATE FUNCTION basis_reason(p_article6 text, p_article9 text, p_purposes text[], p_wanted text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN p_article6 = 'eu-gdpr:A6-1-a' THEN NULL
    WHEN p_wanted IS NULL THEN 'purpose-unknown'
    WHEN covers(p_purposes, ARRAY[p_wanted]) THEN CASE WHEN p_article9 IS NULL
      THEN 'article9-missing' ELSE 'other-basis' END
    WHEN vocabularies_differ(p_purposes, p_wanted) THEN 'vocabularies-differ'
  END
$$
