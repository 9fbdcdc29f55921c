-- The one definition of what is objected to: see the view objection_span, which says the rule.
CREATE FUNCTION objection_standing() RETURNS SETOF objection_span
LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT * FROM objection_span $$
