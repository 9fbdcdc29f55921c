-- The vocabulary of a term. DPV's own terms and its extensions for EHDS and GDPR are one vocabulary, since they build
-- on each other; DUO is another: the two have no agreed mapping, and until an institution adopts one, what is agreed to
-- in one of them and wanted in the other can't be compared.
CREATE FUNCTION vocabulary_of(p_term text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE split_part(p_term, ':', 1)
    WHEN 'eu-ehds' THEN 'dpv'
    WHEN 'eu-gdpr' THEN 'dpv'
    ELSE split_part(p_term, ':', 1) END
$$
