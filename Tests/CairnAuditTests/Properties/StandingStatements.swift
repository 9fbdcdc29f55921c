/// What each standing function says of the moment that is asked about, as rows of text like ``OracleFacts``'s.
enum StandingStatements {
    private static let now = "starts <= valid_at() AND (ends IS NULL OR ends > valid_at())"

    private static func list(_ column: String) -> String {
        """
        CASE WHEN \(column) IS NULL THEN '-' ELSE '{' || (
          SELECT coalesce(string_agg(DISTINCT x COLLATE "C", ',' ORDER BY x COLLATE "C"), '') FROM unnest(\(column)) x
        ) || '}' END
        """
    }

    /// The statements, by the function's name.
    static let all: [(name: String, sql: String)] = [
        (
            "consent_standing",
            """
            SELECT concat_ws(' ', subject, consent,
              CASE WHEN state IN ('expired', 'invalid') THEN 'over' ELSE state END,
              CASE WHEN state = 'given' THEN \(list("purposes")) ELSE '' END,
              CASE WHEN state = 'given' THEN \(list("coalesce(withdrawn, '{}'::text[])")) ELSE '' END)
            FROM consent_standing() WHERE \(now)
            """
        ),
        (
            "opt_out_standing",
            """
            SELECT concat_ws(' ', subject, coalesce(scope, 'all'), coalesce(category, '-'))
            FROM opt_out_standing() WHERE \(now)
            """
        ),
        (
            "objection_standing",
            "SELECT concat_ws(' ', subject, request, state, \(list("purposes"))) FROM objection_standing() WHERE \(now)"
        ),
        (
            "restriction_standing",
            """
            SELECT concat_ws(' ', restriction,
              CASE WHEN subject IS NOT NULL THEN 'subject' WHEN dataset IS NOT NULL THEN 'dataset' ELSE 'asset' END,
              coalesce(subject, dataset, asset))
            FROM restriction_standing() WHERE \(now)
            """
        ),
        (
            "basis_standing",
            """
            SELECT concat_ws(' ', basis, article6, coalesce(article9, '-'), \(list("purposes")))
            FROM basis_standing() WHERE \(now)
            """
        ),
        (
            "permit_standing",
            """
            SELECT concat_ws(' ', permit, state, \(list("datasets")), \(list("purposes")))
            FROM permit_standing() WHERE \(now)
            """
        ),
        ("permit_person", "SELECT concat_ws(' ', permit, person) FROM permit_person() WHERE \(now)"),
        (
            "permit_version",
            """
            SELECT concat_ws(' ', permit, dataset, extract(epoch FROM approved_at)::bigint)
            FROM permit_version() WHERE \(now)
            """
        ),
        (
            "membership_standing",
            """
            SELECT concat_ws(' ', version, ref)
            FROM (SELECT DISTINCT unnest(datasets) AS version FROM dataset_then) named
            CROSS JOIN LATERAL membership_standing(version) m
            WHERE version LIKE '%@%' AND m.kind = 'subjects' AND \(now)
            """
        ),
        ("personnel_standing", "SELECT concat_ws(' ', kind, id) FROM personnel_standing() WHERE \(now)"),
    ]
}
