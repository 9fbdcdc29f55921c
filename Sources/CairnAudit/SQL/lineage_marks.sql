-- What is so of subjects now, and which annotations were taken back.
SELECT n.kind, n.node, s.withdrawn, s.ended, s.opted_out, s.erased, r.annotation IS NOT NULL
FROM unnest($1::text[], $2::text[]) AS n (kind, node)
LEFT JOIN subject_since() s ON n.kind = 'subject' AND s.subject = n.node
LEFT JOIN retracted_annotation() r ON n.kind = 'annotation' AND r.annotation = n.node
WHERE s.subject IS NOT NULL OR r.annotation IS NOT NULL
