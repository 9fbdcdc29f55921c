-- Every act of the period, judged.
SELECT a.occurred_at AS happened_at, a.recorded_at, a.organisation, a.actor AS person, a.mode, a.datasets, a.purposes,
  j.permit, j.permit_state, j.subjects, j.consent AS covered_by_consent, j.basis AS covered_by_other_basis,
  j.denied AS not_covered, j.reason, array_remove(ARRAY[j.issued_idx, j.idx], NULL) AS entries
FROM judged_act($1::timestamptz, $2::timestamptz, $3::text, $4::text, $5::text, NULL, NULL) j
JOIN act a ON a.idx = j.idx
ORDER BY happened_at, entries
