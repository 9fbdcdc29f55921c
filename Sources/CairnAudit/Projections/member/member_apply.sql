-- What a version has beyond, or lacks of, the version before: a version that changes little costs little.
INSERT INTO member (dataset, kind, ref, idx, is_added)
SELECT DISTINCT d.dataset, k.kind, r.ref, b.idx, b.verb = 'members-added'
FROM pg_temp.batch b
CROSS JOIN LATERAL jsonb_array_elements_text(b.data->'datasets') AS d (dataset)
CROSS JOIN LATERAL (VALUES ('subjects', b.data->'subjects'), ('assets', b.data->'assets')) AS k (kind, refs)
CROSS JOIN LATERAL jsonb_array_elements_text(k.refs) AS r (ref)
WHERE b.family = 'dataset' AND b.verb IN ('members-added', 'members-removed') AND k.refs IS NOT NULL
