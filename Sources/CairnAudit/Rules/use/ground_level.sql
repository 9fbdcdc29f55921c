-- How many of whose data an act touches stand on which ground, over time, for each part that is asked about.
--
-- What ground_span says of each group becomes steps (+n, −n) in time, the steps levels: arrays in step with times. bits
-- are the reasons that any of the group has; unasked counts those of whom neither consent nor basis says anything of
-- the purpose.
CREATE FUNCTION ground_level(p_parts act_part[]) RETURNS TABLE (
  parts bigint[], is_special boolean, known bigint, times timestamptz[], bits bigint[], members int[], consent int[],
  basis int[], denied int[], unasked int[]
) LANGUAGE sql STABLE PARALLEL SAFE
SET enable_mergejoin = off
SET jit = off
AS $$
  WITH mask AS MATERIALIZED (SELECT m.* FROM reason_mask() m),
  held AS MATERIALIZED (SELECT s.* FROM ground_span(p_parts) s),
  step AS (
    SELECT s.grp, s.bit, s.at, sum(s.step)::int AS step,
      coalesce(sum(s.step) FILTER (WHERE s.is_counted), 0)::int AS count_step
    FROM (
      SELECT h.grp, h.reason AS bit, h.is_counted, h.starts AS at, h.n AS step FROM held h WHERE h.parts IS NULL
      UNION ALL
      SELECT h.grp, h.reason, h.is_counted, h.ends, -h.n FROM held h WHERE h.ends IS NOT NULL
    ) s
    GROUP BY s.grp, s.bit, s.at
  ),
  counted AS (
    SELECT s.grp, s.bit, s.at, s.step, s.count_step,
      sum(s.step) OVER (PARTITION BY s.grp, s.bit ORDER BY s.at) AS n
    FROM step s
  ),
  stepped AS (
    SELECT c.grp, c.at,
      sum(
        CASE
          WHEN c.step = 0 THEN 0
          WHEN c.n > 0 AND c.n = c.step THEN c.bit
          WHEN c.n = 0 THEN -c.bit
          ELSE 0
        END
      )::bigint AS bits,
      coalesce(sum(c.count_step) FILTER (WHERE c.bit = 0), 0)::int AS members,
      coalesce(sum(c.count_step) FILTER (WHERE c.bit = m.consent), 0)::int AS consent,
      coalesce(sum(c.count_step) FILTER (WHERE c.bit = m.basis OR c.bit = m.both_grounds), 0)::int AS basis,
      coalesce(sum(c.count_step) FILTER (WHERE c.bit & m.denying <> 0 AND c.bit <> m.outside), 0)::int AS denied,
      coalesce(sum(c.count_step) FILTER (WHERE c.bit = m.outside), 0)::int AS outside,
      coalesce(sum(c.count_step) FILTER (WHERE c.bit & m.open <> 0), 0)::int AS open
    FROM counted c
    CROSS JOIN mask m
    GROUP BY c.grp, c.at
  ),
  level AS (
    SELECT s.grp, s.at, (sum(s.bits) OVER w)::bigint AS bits, (sum(s.members) OVER w)::int AS members,
      (sum(s.consent) OVER w)::int AS consent, (sum(s.basis) OVER w)::int AS basis,
        (sum(s.denied) OVER w)::int AS denied,
      (sum(s.outside) OVER w)::int AS outside, (sum(s.open) OVER w)::int AS open
    FROM stepped s
    WINDOW w AS (PARTITION BY s.grp ORDER BY s.at)
  ),
  series AS MATERIALIZED (
    SELECT l.grp, array_agg(l.at) AS times, array_agg(l.bits) AS bits, array_agg(l.members) AS members,
      array_agg(l.consent) AS consent, array_agg(l.basis) AS basis, array_agg(l.denied) AS denied,
      array_agg(l.unasked) AS unasked
    FROM (
      SELECT l.grp, l.at, l.members, l.consent, l.basis, l.denied, l.outside + u.unasked AS unasked,
        l.bits | CASE WHEN u.unasked > 0 THEN m.unasked ELSE 0 END AS bits
      FROM level l
      CROSS JOIN mask m
      CROSS JOIN LATERAL (SELECT l.members - l.consent - l.basis - l.denied - l.outside - l.open AS unasked) u
      ORDER BY l.grp, l.at
    ) l
    GROUP BY l.grp
  )
  SELECT g.parts, g.is_special, g.known, s.times, s.bits, s.members, s.consent, s.basis, s.denied, s.unasked
  FROM held g
  LEFT JOIN series s ON s.grp = g.grp
  WHERE g.parts IS NOT NULL
$$
