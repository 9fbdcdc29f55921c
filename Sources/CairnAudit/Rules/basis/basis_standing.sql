-- The one definition of which other basis there is: see the view basis_span, which says the rule.
CREATE FUNCTION basis_standing() RETURNS SETOF basis_span
LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT * FROM basis_span $$
