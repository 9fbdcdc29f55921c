-- How many subjects, and how many series and annotations, a dataset version holds, and how many of the subjects have withdrawn, opted out or been
-- erased by a time.
CREATE FUNCTION members_folded(p_dataset text, p_at timestamptz, p_known bigint)
RETURNS TABLE (subjects bigint, assets bigint, withdrawn bigint, opted_out bigint, erased bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT count(*), (SELECT count(*) FROM members_of(p_dataset, 'assets', p_known)), count(*) FILTER (WHERE s.withdrawn),
    count(*) FILTER (WHERE s.opted_out), count(*) FILTER (WHERE s.erased)
  FROM members_of(p_dataset, 'subjects', p_known) m CROSS JOIN LATERAL subject_since(m.ref, p_at, p_known) s
$$;
