-- The elements of all arrays, in the order in which the arrays come.
CREATE AGGREGATE concatenated(text[]) (sfunc = array_cat, stype = text[], initcond = '{}', parallel = safe)
