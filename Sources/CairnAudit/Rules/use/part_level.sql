-- The reasons of part_reason as levels over time: arrays in step with times.
CREATE FUNCTION part_level(p_parts act_part[]) RETURNS TABLE (part bigint, times timestamptz[], bits bigint[])
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH step AS (
    SELECT r.part, b.bit, e.at, sum(e.step)::int AS step
    FROM part_reason(p_parts) r
    JOIN (SELECT n.code, 1::bigint << n.rank AS bit FROM reason n WHERE n.rank IS NOT NULL) b ON b.code = r.code
    CROSS JOIN LATERAL (VALUES (r.starts, 1), (r.ends, -1)) AS e (at, step)
    WHERE e.at IS NOT NULL
    GROUP BY r.part, b.bit, e.at
    HAVING sum(e.step) <> 0
  ),
  counted AS (
    SELECT s.part, s.bit, s.at, s.step, sum(s.step) OVER (PARTITION BY s.part, s.bit ORDER BY s.at) AS n FROM step s
  ),
  stepped AS (
    SELECT c.part, c.at,
      sum(CASE WHEN c.n > 0 AND c.n = c.step THEN c.bit WHEN c.n = 0 THEN -c.bit ELSE 0 END)::bigint AS bits
    FROM counted c
    GROUP BY c.part, c.at
  )
  SELECT l.part, array_agg(l.at), array_agg(l.bits)
  FROM (
    SELECT s.part, s.at, (sum(s.bits) OVER (PARTITION BY s.part ORDER BY s.at))::bigint AS bits
    FROM stepped s
    ORDER BY s.part, s.at
  ) l
  GROUP BY l.part
$$
