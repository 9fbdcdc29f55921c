-- Acts of care that name the person, or a series or study of the person's: what was done under a permit, for research
-- or for another secondary use is another question's, and so is what was reached through dataset versions.
WITH touching AS MATERIALIZED (
  SELECT p.idx FROM pointed_act($1::text) p
),
caring AS (
  SELECT a.*
  FROM touching t
  CROSS JOIN LATERAL (SELECT a.* FROM act a WHERE a.idx = t.idx OFFSET 0) a
  WHERE coalesce(cardinality(a.permits), 0) = 0
    AND (
      'DUO:0000043' = ANY (a.purposes)
      OR EXISTS (
        SELECT FROM legal_basis_then b WHERE b.basis = a.basis AND b.article9 = 'eu-gdpr:A9-2-h'
      )
      OR NOT EXISTS (
        SELECT
        FROM unnest(a.purposes) AS p (purpose)
        WHERE p.purpose LIKE 'eu-ehds:%' OR is_prohibited_purpose(p.purpose)
          OR EXISTS (
            SELECT
            FROM term t
            WHERE t.narrow = p.purpose
              AND t.broad IN ('dpv:ResearchAndDevelopment', 'dpv:PublicBenefit', 'DUO:0000004', 'DUO:0000042')
          )
      )
    )
)
SELECT a.occurred_at AS happened_at, coalesce(a.organisation, 'not named') AS provider, a.mode AS what,
  ARRAY(
    SELECT DISTINCT coalesce('images, ' || i.modality, r.ref)
    FROM reference_then r
    LEFT JOIN LATERAL (
      SELECT i.modality
      FROM reference_then s
      JOIN image_then i ON i.idx = s.idx AND i.verb IN ('series-received', 'study-received')
      WHERE s.kind = 'assets' AND s.ref = r.ref AND i.modality IS NOT NULL
      LIMIT 1
    ) i ON true
    WHERE r.idx = a.idx AND r.kind = 'assets'
    ORDER BY 1
  ) AS categories,
  a.objects, ARRAY[a.idx] AS entries
FROM caring a
WHERE ($2::text IS NULL OR a.occurred_at >= $2::timestamptz) AND ($3::text IS NULL OR a.occurred_at < $3::timestamptz)
ORDER BY happened_at, entries
