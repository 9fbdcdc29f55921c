-- What redactions name, where the body is still here: each redaction, its entry, the body, and whether that breaks a
-- rule of bodies.
SELECT r.redaction, e.idx, e.body, EXISTS (
    SELECT
    FROM cairn.uninterpreted u
    WHERE u.ledger_id = $1::int4 AND u.idx = e.idx AND u.code = 'submission.body'
  )
FROM unnest($2::int8[], $3::int8[]) AS r (redaction, redacted)
JOIN cairn.entry e ON e.ledger_id = $1::int4 AND e.idx = r.redacted
WHERE e.body IS NOT NULL
ORDER BY r.redaction
