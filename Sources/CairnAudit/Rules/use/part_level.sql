-- The reasons of part_reason and named_reason as levels over time: arrays in step with times, for the parts that have
-- the same.
--
-- What is so of a part whoever the subjects are is worked out once for all that differ only in whom and what their acts
-- name; a part of whose names anything is so has levels of its own.
CREATE FUNCTION part_level(p_parts act_part[]) RETURNS TABLE (parts bigint[], times timestamptz[], bits bigint[])
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH profile AS MATERIALIZED (
    SELECT min(p.part) AS profile, array_agg(p.part) AS parts
    FROM unnest(p_parts) p
    WHERE p.is_judged
    GROUP BY p.permit, p.purposes, p.mode, p.organisation, p.on_behalf, p.recipient, p.held, p.is_care, p.controller,
      p.basis_controller, p.subjects IS NULL, p.assets IS NULL
  ),
  general AS MATERIALIZED (
    SELECT r.part AS profile, r.starts, r.ends, r.code
    FROM (
      SELECT array_agg(p) AS parts FROM unnest(p_parts) p WHERE p.part IN (SELECT f.profile FROM profile f)
    ) f
    CROSS JOIN LATERAL part_reason(f.parts) r
  ),
  own AS MATERIALIZED (SELECT r.* FROM named_reason(p_parts) r),
  level AS MATERIALIZED (
    SELECT row_number() OVER () AS level, l.*
    FROM (
      SELECT f.profile, NULL::bigint AS part, ARRAY(
          SELECT n.part FROM unnest(f.parts) AS n (part) WHERE n.part NOT IN (SELECT o.part FROM own o)
        ) AS parts
      FROM profile f
      UNION ALL
      SELECT f.profile, n.part, ARRAY[n.part]
      FROM profile f
      CROSS JOIN LATERAL unnest(f.parts) AS n (part)
      WHERE n.part IN (SELECT o.part FROM own o)
    ) l
  ),
  step AS (
    SELECT s.level, b.bit, e.at, sum(e.step)::int AS step
    FROM (
      SELECT l.level, g.starts, g.ends, g.code FROM level l JOIN general g ON g.profile = l.profile
      UNION ALL
      SELECT l.level, o.starts, o.ends, o.code FROM level l JOIN own o ON o.part = l.part
    ) s
    JOIN (SELECT n.code, 1::bigint << n.rank AS bit FROM reason n WHERE n.rank IS NOT NULL) b ON b.code = s.code
    CROSS JOIN LATERAL (VALUES (s.starts, 1), (s.ends, -1)) AS e (at, step)
    WHERE e.at IS NOT NULL
    GROUP BY s.level, b.bit, e.at
    HAVING sum(e.step) <> 0
  ),
  counted AS (
    SELECT s.level, s.bit, s.at, s.step, sum(s.step) OVER (PARTITION BY s.level, s.bit ORDER BY s.at) AS n FROM step s
  ),
  stepped AS (
    SELECT c.level, c.at,
      sum(CASE WHEN c.n > 0 AND c.n = c.step THEN c.bit WHEN c.n = 0 THEN -c.bit ELSE 0 END)::bigint AS bits
    FROM counted c
    GROUP BY c.level, c.at
  )
  SELECT v.parts, l.times, l.bits
  FROM (
    SELECT l.level, array_agg(l.at) AS times, array_agg(l.bits) AS bits
    FROM (
      SELECT s.level, s.at, (sum(s.bits) OVER (PARTITION BY s.level ORDER BY s.at))::bigint AS bits
      FROM stepped s
      ORDER BY s.level, s.at
    ) l
    GROUP BY l.level
  ) l
  JOIN level v ON v.level = l.level
$$
