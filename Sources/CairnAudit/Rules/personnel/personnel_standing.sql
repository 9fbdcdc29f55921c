-- The one definition of who is out: see the view personnel_span, which says the rule.
CREATE FUNCTION personnel_standing() RETURNS SETOF personnel_span
LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT * FROM personnel_span $$
