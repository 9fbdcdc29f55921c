-- The one definition of what is restricted: see the view restriction_span, which says the rule.
CREATE FUNCTION restriction_standing() RETURNS SETOF restriction_span
LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT * FROM restriction_span $$
