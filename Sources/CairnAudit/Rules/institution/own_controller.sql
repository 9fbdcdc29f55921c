-- The controller whose ledger this is: the only organisation registered as a controller (GDPR Art. 4(7)). Where none or
-- several are, nobody is: what names no controller is then nobody's.
CREATE FUNCTION own_controller() RETURNS TABLE (organisation text, idx bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT min(i.organisation), min(i.idx)
  FROM institution_standing() i
  WHERE (i.ends IS NULL OR i.ends > valid_at()) AND 'dpv:DataController' = ANY (i.roles)
  HAVING count(*) = 1
$$
