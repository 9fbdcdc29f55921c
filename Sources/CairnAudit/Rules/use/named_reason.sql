-- What is so of parts for whom and what their acts name, and when.
--
-- Series, studies and annotations of which nobody knows whose they are leave unknown whose data it was. A restricted
-- one forbids the use of it (GDPR Art. 18(2)); an act that names only the subject of a restricted one doesn't say
-- whether it was among what was used.
CREATE FUNCTION named_reason(p_parts act_part[]) RETURNS TABLE (
  part bigint, starts timestamptz, ends timestamptz, code text
) LANGUAGE sql STABLE PARALLEL SAFE
SET jit = off
AS $$
  WITH part AS MATERIALIZED (
    SELECT p.part, p.subjects, p.assets, p.pointer
    FROM unnest(p_parts) p
    WHERE p.is_judged AND (p.subjects IS NOT NULL OR p.assets IS NOT NULL)
  ),
  kin AS MATERIALIZED (SELECT k.* FROM restricted_kin() k),
  owner AS MATERIALIZED (
    SELECT n.asset, s.subject
    FROM (
      SELECT k.asset FROM kin k
      UNION
      SELECT unnest(p.assets) FROM part p
    ) n
    JOIN asset_subject() s ON s.asset = n.asset
  ),
  named_asset AS MATERIALIZED (
    SELECT p.part, x.asset, p.subjects IS NOT NULL AND p.pointer LIKE chr(30) || '%' AS is_alone
    FROM part p
    CROSS JOIN LATERAL unnest(p.assets) AS x (asset)
  ),
  found AS (
    SELECT n.part, '-infinity'::timestamptz AS starts, NULL::timestamptz AS ends, 'subjects-unknown' AS code
    FROM named_asset n
    LEFT JOIN owner o ON o.asset = n.asset
    WHERE n.is_alone AND o.asset IS NULL
    UNION ALL
    SELECT n.part, k.starts, k.ends, 'restricted'
    FROM kin k
    JOIN named_asset n ON n.asset = k.kin
    UNION ALL
    SELECT n.part, k.starts, k.ends, 'restriction-unresolved'
    FROM kin k
    JOIN owner o ON o.asset = k.asset
    JOIN (
      SELECT p.part, x.subject FROM part p CROSS JOIN LATERAL unnest(p.subjects) AS x (subject) WHERE p.assets IS NULL
    ) n ON n.subject = o.subject
    WHERE k.kin = k.asset
  )
  SELECT f.part, f.starts, f.ends, f.code FROM found f WHERE f.ends IS NULL OR f.ends > f.starts
$$
