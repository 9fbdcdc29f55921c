-- Which datasets each permit named, and when, with the time that opt-outs are held against (EHDS 71(3), 68(12)).
--
-- approved_at: the approval of the decision that brought the dataset into the permit: the issue's approvedAt, or the
-- amendment's own, or else its time. An extension before the end moves nothing; a decision after the end is a new
-- one, for every dataset that the permit names then. A dataset is written as the permit wrote it: one without a
-- version stands for all of its versions, so that naming some of them in its place brings nothing in.
CREATE FUNCTION permit_version() RETURNS TABLE (
  permit text, dataset text, approved_at timestamptz, starts timestamptz, ends timestamptz, idx bigint
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH named AS (
    SELECT s.permit, n.dataset, s.approved_at, s.starts, s.ends, s.datasets_idx, s.issued_idx,
      lag(s.ends) OVER w IS DISTINCT FROM s.starts OR lag(s.approved_at) OVER w IS DISTINCT FROM s.approved_at AS is_new
    FROM permit_standing() s
    CROSS JOIN LATERAL unnest(s.datasets) AS n (dataset)
    WINDOW w AS (PARTITION BY s.permit, n.dataset ORDER BY s.starts)
  ),
  run AS (
    SELECT n.*, count(*) FILTER (WHERE n.is_new) OVER (PARTITION BY n.permit, n.dataset ORDER BY n.starts) AS run
    FROM named n
  ),
  brought AS (
    SELECT r.permit, r.dataset, min(r.starts) AS starts, CASE WHEN bool_or(r.ends IS NULL)
      THEN NULL ELSE max(r.ends) END AS ends,
      min(r.approved_at) AS decided_at, (array_agg(r.datasets_idx ORDER BY r.starts))[1] AS idx,
        min(r.issued_idx) AS issued_idx
    FROM run r
    GROUP BY r.permit, r.dataset, r.run
  ),
  decided AS (
    SELECT b.permit, b.dataset, b.decided_at, b.starts, b.ends, b.idx,
      greatest(b.decided_at, CASE WHEN b.idx <> b.issued_idx THEN coalesce(a.approved_at, a.occurred_at) END)
        AS approved_at
    FROM brought b
    LEFT JOIN permit_then a ON a.idx = b.idx
  )
  SELECT d.permit, d.dataset, coalesce(whole.approved_at, d.approved_at), d.starts, d.ends, d.idx
  FROM decided d
  LEFT JOIN decided whole ON whole.permit = d.permit AND whole.dataset = split_part(d.dataset, '@', 1)
    AND whole.dataset <> d.dataset AND whole.ends = d.starts AND whole.decided_at = d.decided_at
$$
