-- What is so of a whole part, whoever the subjects are, and when. Parts that differ only in whom and what their acts
-- name have the same: what is so of that says named_reason.
--
-- Q  no purpose, or a term that nobody knows; neither subjects nor a dataset named (that members are missing says
--    judged_act)
-- D  the version was invalidated
-- P  a purpose that EHDS Art. 54 prohibits. Care by others than the controller's own people (GDPR Art. 9(2)(h)). No
--    permit where the policy permit-required asks for one. The permit: unknown; not in force; not naming the version,
--    the purpose or the organisation (a transfer's recipient; a processor acts for whom it says); data out of the
--    permit's environment without an approval (EHDS Art. 73). The organisation was suspended (Art. 63(3)). None of
--    the permit's for care.
-- S  a restriction of the dataset, or of a series or study that the version holds; where nothing says whether it was
--    among what was used, or whose it is, that can't be resolved (GDPR Art. 18(2))
-- K  the conditions of the version and of the permit bind whatever the ground
CREATE FUNCTION part_reason(p_parts act_part[]) RETURNS TABLE (
  part bigint, starts timestamptz, ends timestamptz, code text
) LANGUAGE sql STABLE PARALLEL SAFE
SET jit = off
AS $$
  WITH part AS MATERIALIZED (SELECT p.* FROM unnest(p_parts) p WHERE p.is_judged),
  permit_now AS MATERIALIZED (
    SELECT s.* FROM permit_standing() s WHERE s.permit IN (SELECT p.permit FROM part p)
  ),
  released AS MATERIALIZED (
    SELECT DISTINCT ON (n.version) n.version, d.data_use
    FROM dataset_then d
    CROSS JOIN LATERAL unnest(d.datasets) AS n (version)
    WHERE d.verb = 'version-released'
    ORDER BY n.version, d.occurred_at, d.idx
  ),
  kin AS MATERIALIZED (SELECT k.* FROM restricted_kin() k),
  owner AS MATERIALIZED (
    SELECT n.asset, s.subject
    FROM (SELECT DISTINCT k.asset FROM kin k) n
    JOIN asset_subject() s ON s.asset = n.asset
  ),
  -- What the versions hold is read only where something that they may hold is restricted.
  held AS MATERIALIZED (
    SELECT v.version, m.kind, m.ref, m.starts, m.ends
    FROM (
      SELECT DISTINCT x.version
      FROM part p
      CROSS JOIN LATERAL unnest(p.held) AS x (version)
      WHERE p.subjects IS NULL AND EXISTS (SELECT FROM kin)
    ) v
    CROSS JOIN LATERAL membership_standing(v.version) m
    WHERE m.how <> 'not-taken-over'
  ),
  -- Restrictions of what the versions hold, or of what they may hold: whose members aren't told as series and studies.
  held_restricted AS MATERIALIZED (
    SELECT h.version, greatest(k.starts, h.starts) AS starts, least(k.ends, h.ends) AS ends, 'restricted' AS code
    FROM kin k
    JOIN held h ON h.kind = 'assets' AND h.ref = k.kin
    UNION ALL
    SELECT h.version, greatest(k.starts, h.starts), least(k.ends, h.ends), 'restriction-unresolved'
    FROM (SELECT k.*, o.subject FROM kin k LEFT JOIN owner o ON o.asset = k.asset WHERE k.kin = k.asset) k
    JOIN held h ON h.kind = 'subjects' AND h.ref = coalesce(k.subject, h.ref)
    WHERE h.version NOT IN (SELECT a.version FROM held a WHERE a.kind = 'assets')
  ),
  restricted AS MATERIALIZED (
    SELECT p.part, k.starts, k.ends, 'restriction-unresolved' AS code
    FROM kin k
    LEFT JOIN owner o ON o.asset = k.asset
    JOIN part p ON p.assets IS NULL AND p.subjects IS NOT NULL
    WHERE k.kin = k.asset AND o.asset IS NULL
    UNION ALL
    SELECT p.part, r.starts, r.ends, r.code
    FROM part p
    CROSS JOIN LATERAL unnest(p.held) AS x (version)
    JOIN held_restricted r ON r.version = x.version
    WHERE p.subjects IS NULL
  ),
  exit AS MATERIALIZED (
    SELECT n.permit, min(e.occurred_at) AS at
    FROM egress_then e
    LEFT JOIN egress_then q ON q.egress = e.egress AND q.verb = 'requested'
    CROSS JOIN LATERAL unnest(coalesce(e.permits, q.permits)) AS n (permit)
    WHERE e.verb = 'approved' AND e.personal IS NOT TRUE
    GROUP BY n.permit
  ),
  required AS MATERIALIZED (
    SELECT r.organisation, r.at AS starts, r.next_at AS ends
    FROM (
      SELECT s.verb, s.organisation, coalesce(s.effective_at, s.occurred_at) AS at,
        lead(coalesce(s.effective_at, s.occurred_at)) OVER (
          PARTITION BY s.organisation ORDER BY coalesce(s.effective_at, s.occurred_at), s.verb = 'set', s.idx
        ) AS next_at
      FROM policy_then s
      WHERE s.rule = 'permit-required' AND s.verb IN ('set', 'ended')
    ) r
    WHERE r.verb = 'set' AND r.next_at IS DISTINCT FROM r.at
  ),
  permitted AS MATERIALIZED (
    SELECT p.part, s.starts, s.ends, c.code
    FROM part p
    JOIN permit_now s ON s.permit = p.permit
    CROSS JOIN LATERAL (
      SELECT 'permit-not-active' AS code
      WHERE s.state <> 'active'
      UNION ALL
      SELECT 'dataset-outside-permit'
      WHERE EXISTS (
        SELECT
        FROM unnest(p.held) AS x (version)
        WHERE NOT EXISTS (SELECT FROM unnest(s.datasets) AS n (named) WHERE names_version(n.named, x.version))
      )
      UNION ALL
      SELECT CASE WHEN vocabularies_differ(s.purposes, x.purpose) THEN 'vocabularies-differ'
        ELSE 'purpose-outside-permit' END
      FROM unnest(p.purposes) AS x (purpose)
      WHERE NOT covers(s.purposes, ARRAY[x.purpose])
        AND (EXISTS (SELECT FROM term t WHERE t.narrow = x.purpose) OR is_prohibited_purpose(x.purpose))
      UNION ALL
      SELECT CASE
        WHEN p.recipient IS NOT NULL THEN CASE WHEN p.recipient <> s.organisation THEN 'organisation-outside-permit' END
        WHEN p.mode = 'released' THEN NULL
        WHEN coalesce(p.organisation, p.on_behalf) IS NULL THEN 'organisation-unknown'
        WHEN (s.organisation IN (p.organisation, p.on_behalf)) IS NOT TRUE THEN 'organisation-outside-permit'
      END
    ) c
    WHERE NOT p.is_care
    UNION ALL
    SELECT p.part, s.starts, least(s.ends, CASE WHEN p.mode <> 'released' THEN e.at END), 'environment-outside-permit'
    FROM part p
    JOIN permit_now s ON s.permit = p.permit
    LEFT JOIN exit e ON e.permit = s.permit
    WHERE NOT p.is_care AND s.environment IS NOT NULL AND p.mode IN ('downloaded', 'sent', 'released')
    UNION ALL
    SELECT p.part, greatest(s.starts, e.at), s.ends, 'copy-unlinked'
    FROM part p
    JOIN permit_now s ON s.permit = p.permit
    JOIN exit e ON e.permit = s.permit
    WHERE NOT p.is_care AND s.environment IS NOT NULL AND p.mode IN ('downloaded', 'sent')
    UNION ALL
    SELECT p.part, greatest(k.starts, s.starts), least(k.ends, s.ends), k.reason
    FROM part p
    JOIN permit_now s ON s.permit = p.permit
    CROSS JOIN LATERAL unnest(s.conditions) AS n (condition)
    CROSS JOIN LATERAL condition_reason(n.condition, p.purposes, p.organisation, p.held) k
    WHERE NOT p.is_care
    UNION ALL
    SELECT p.part, o.starts, o.ends, 'organisation-suspended'
    FROM part p
    JOIN personnel_standing() o ON o.kind = 'organisation' AND o.id IN (p.organisation, p.on_behalf, p.recipient)
    WHERE NOT p.is_care AND p.permit IS NOT NULL
  ),
  always AS MATERIALIZED (
    SELECT p.part, 'purpose-unknown' AS code
    FROM part p
    WHERE cardinality(p.purposes) = 0
      OR EXISTS (
        SELECT
        FROM unnest(p.purposes) AS x (purpose)
        WHERE NOT EXISTS (SELECT FROM term t WHERE t.narrow = x.purpose) AND NOT is_prohibited_purpose(x.purpose)
      )
    UNION ALL
    SELECT p.part, 'subjects-unknown'
    FROM part p
    WHERE p.subjects IS NULL AND cardinality(p.held) = 0
    UNION ALL
    SELECT p.part, 'prohibited-purpose'
    FROM part p
    WHERE EXISTS (SELECT FROM unnest(p.purposes) AS x (purpose) WHERE is_prohibited_purpose(x.purpose))
    UNION ALL
    SELECT p.part,
      CASE
        WHEN coalesce(p.organisation, p.on_behalf) IS NULL OR coalesce(p.controller, p.basis_controller) IS NULL
          THEN 'organisation-unknown'
        ELSE 'care-elsewhere'
      END
    FROM part p
    WHERE p.is_care AND (coalesce(p.controller, p.basis_controller) IN (p.organisation, p.on_behalf)) IS NOT TRUE
    UNION ALL
    SELECT p.part, 'permit-unknown'
    FROM part p
    WHERE NOT p.is_care AND p.permit IS NOT NULL AND NOT EXISTS (SELECT FROM permit_now s WHERE s.permit = p.permit)
  )
  SELECT s.part, s.starts, s.ends, s.code
  FROM (
    SELECT a.part, '-infinity'::timestamptz AS starts, NULL::timestamptz AS ends, a.code FROM always a
    UNION ALL
    SELECT p.part, i.starts, i.ends, 'dataset-invalidated'
    FROM part p
    JOIN version_invalid() i ON i.dataset = ANY (p.names)
    UNION ALL
    SELECT p.part, r.starts, r.ends, 'restricted'
    FROM part p
    JOIN restriction_standing() r ON r.dataset = ANY (p.names)
    UNION ALL
    SELECT r.part, r.starts, r.ends, r.code FROM restricted r
    UNION ALL
    SELECT p.part, r.starts, r.ends,
      CASE
        WHEN coalesce(p.organisation, p.on_behalf) IS NULL OR p.controller IS NULL THEN 'organisation-unknown'
        ELSE 'no-permit'
      END
    FROM part p
    JOIN required r ON r.organisation IS NULL OR r.organisation = p.controller
    WHERE NOT p.is_care AND p.permit IS NULL AND (p.controller IN (p.organisation, p.on_behalf)) IS NOT TRUE
    UNION ALL
    SELECT n.part, n.starts, n.ends, n.code FROM permitted n WHERE n.code IS NOT NULL
    UNION ALL
    SELECT p.part, d.starts, d.ends,
      CASE WHEN p.organisation <> d.organisation THEN 'person-unknown' ELSE 'person-disabled' END
    FROM part p
    JOIN personnel_standing() d ON d.kind = 'person' AND d.id = p.on_behalf
    UNION ALL
    SELECT p.part, k.starts, k.ends, k.reason
    FROM part p
    CROSS JOIN LATERAL unnest(p.held) AS x (version)
    JOIN released r ON r.version = x.version
    CROSS JOIN LATERAL unnest(r.data_use) AS n (condition)
    CROSS JOIN LATERAL condition_reason(n.condition, p.purposes, p.organisation, p.held) k
  ) s
  WHERE s.ends IS NULL OR s.ends > s.starts
$$
