-- The one definition of what is erased: see the view erasure_span, which says the rule.
CREATE FUNCTION erasure_standing() RETURNS SETOF erasure_span
LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT * FROM erasure_span $$
