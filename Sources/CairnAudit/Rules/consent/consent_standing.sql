-- The one definition of what was agreed to: see the view consent_span, which says the rule.
CREATE FUNCTION consent_standing() RETURNS SETOF consent_span
LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT * FROM consent_span $$
