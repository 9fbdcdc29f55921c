-- The one definition of who is opted out: see the view opt_out_span, which says the rule.
CREATE FUNCTION opt_out_standing() RETURNS SETOF opt_out_span
LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT * FROM opt_out_span $$
