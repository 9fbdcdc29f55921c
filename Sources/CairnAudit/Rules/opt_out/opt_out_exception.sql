-- National law that lets a permit use data in spite of opt-outs (EHDS Art. 71(4)): for the permit, and for the versions
-- that are named, or for all of the permit's (dataset NULL; a name without a version means every version). It counts
-- from when it happened, and never before: what was used until then was used without it. It lifts the opt-out and is no
-- ground for the use. Whether the law's conditions were met is beyond the ledger: the law and the justification are
-- shown.
CREATE FUNCTION opt_out_exception()
RETURNS TABLE (permit text, dataset text, starts timestamptz, idx bigint, national_law text, ground text)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT p.permit, d.dataset, o.occurred_at, o.idx, o.national_law, o.justification
  FROM opt_out_then o
  CROSS JOIN LATERAL unnest(o.permits) AS p (permit)
  CROSS JOIN LATERAL unnest(coalesce(nullif(o.datasets, '{}'), ARRAY[NULL::text])) AS d (dataset)
  WHERE o.verb = 'exception-applied'
$$
