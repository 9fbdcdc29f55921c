-- How many subjects, and how many series and annotations, a dataset version held at a time, and of how many of these
-- subjects something is so now (subject_since). unknown: how many subjects more its release states than were ever
-- recorded: of these nothing can be told.
CREATE FUNCTION members_folded(p_dataset text, p_at timestamptz) RETURNS TABLE (
  subjects bigint, assets bigint, unknown bigint, withdrawn bigint, ended bigint, opted_out bigint, erased bigint
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH held AS MATERIALIZED (
    SELECT v.subject
    FROM version_subject(p_dataset) v
    WHERE v.how <> 'not-taken-over' AND v.starts <= p_at AND (v.ends IS NULL OR v.ends > p_at)
    GROUP BY v.subject
  )
  SELECT count(h.subject),
    (
      SELECT count(*)
      FROM membership_standing(p_dataset) m
      WHERE m.kind = 'assets' AND m.starts <= p_at AND (m.ends IS NULL OR m.ends > p_at)
    ),
    (
      SELECT greatest(0, v.subject_count - v.known)
      FROM version_standing() v
      WHERE v.dataset = p_dataset COLLATE "C"
    ),
    count(*) FILTER (WHERE s.withdrawn), count(*) FILTER (WHERE s.ended), count(*) FILTER (WHERE s.opted_out),
    count(*) FILTER (WHERE s.erased)
  FROM held h
  LEFT JOIN subject_since() s ON s.subject = h.subject
$$
