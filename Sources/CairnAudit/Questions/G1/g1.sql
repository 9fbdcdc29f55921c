-- Every act of the period, judged.
SELECT j.occurred_at AS happened_at, j.recorded_at, j.organisation, j.actor AS person, j.mode, j.datasets, j.purposes,
  j.permit, j.permit_state, j.subjects, j.consent AS covered_by_consent, j.basis AS covered_by_other_basis,
  j.denied AS not_covered, j.reason, array_remove(ARRAY[j.issued_idx, j.idx], NULL) AS entries
FROM judged_act($1::timestamptz, $2::timestamptz, $3::text, $4::text, $5::text, NULL, NULL) j
ORDER BY happened_at, entries
