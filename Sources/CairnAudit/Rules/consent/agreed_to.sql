-- How a purpose stands to what was agreed and what was withdrawn since (GDPR Art. 6(1)(a), 7(3)):
--
-- * covered: it falls under what was agreed, and nothing withdrawn lies under or over it;
-- * withdrawn: it is, or falls under, what was withdrawn;
-- * partly-withdrawn: something under it was withdrawn, so that it must be said which part is meant;
-- * vocabularies-differ: it doesn't fall under what was agreed, of which something is in another vocabulary;
-- * outside: it doesn't fall under what was agreed.
CREATE FUNCTION agreed_to(p_agreed text[], p_withdrawn text[], p_purpose text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN NOT covers(p_agreed, ARRAY[p_purpose]) THEN
      CASE
        WHEN EXISTS (SELECT FROM unnest(p_agreed) a (term) WHERE vocabulary_of(a.term) <> vocabulary_of(p_purpose))
          THEN 'vocabularies-differ'
        ELSE 'outside' END
    WHEN coalesce(cardinality(p_withdrawn), 0) = 0 THEN 'covered'
    WHEN covers(p_withdrawn, ARRAY[p_purpose]) THEN 'withdrawn'
    WHEN EXISTS (SELECT FROM unnest(p_withdrawn) w (term) WHERE covers(ARRAY[p_purpose], ARRAY[w.term]))
      THEN 'partly-withdrawn'
    ELSE 'covered' END
$$
