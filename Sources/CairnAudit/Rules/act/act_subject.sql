-- Whom each act touched, and via what: named, asset or dataset.
--
-- Whom an act names is what it touched, whether or not its dataset holds them: a stranger stands alone. Series,
-- studies and annotations that it names stand for whose they are. Only where it names neither, or nobody knows whose
-- the assets are, it touched all that the versions held then. A row for each version: count a subject once.
CREATE FUNCTION act_subject() RETURNS TABLE (idx bigint, subject text, via text,
  dataset text) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH pointed AS (
    SELECT r.idx, r.ref AS subject, 'named' AS via
    FROM reference_known r
    WHERE r.kind = 'subjects'
    UNION ALL
    SELECT r.idx, s.subject, 'asset'
    FROM reference_known r
    JOIN asset_subject() s ON s.asset = r.ref
    WHERE r.kind = 'assets'
  )
  SELECT DISTINCT a.idx, p.subject, p.via, NULL::text COLLATE "C"
  FROM act a
  JOIN pointed p ON p.idx = a.idx
  UNION ALL
  SELECT a.idx, s.subject, 'dataset', v.dataset
  FROM act a
  JOIN act_version() v ON v.idx = a.idx
  JOIN (
    SELECT d.dataset, s.subject, s.starts, s.ends
    FROM (SELECT DISTINCT v.dataset FROM act_version() v) d
    CROSS JOIN LATERAL version_subject(d.dataset) s
  ) s ON s.dataset = v.dataset AND s.starts <= a.occurred_at AND (s.ends IS NULL OR s.ends > a.occurred_at)
  WHERE NOT EXISTS (SELECT FROM pointed p WHERE p.idx = a.idx)
$$
