/// The statements that make the functions and views of the facts and their rules, in the order in which they are made.
///
/// Written by `.ci/functions write`, which reads the folders Functions and Rules; checked by `.ci/functions`.
enum RuleFunctions {
    static let all: [[UInt8]] = [
        PackageResources.functions_sql,
        PackageResources.is_in_eea_sql,
        PackageResources.period_words_sql,
        PackageResources.agreement_standing_sql,
        PackageResources.answer_days_late_sql,
        PackageResources.answer_reason_sql,
        PackageResources.breach_aware_sql,
        PackageResources.day_in_sql,
        PackageResources.days_late_sql,
        PackageResources.deadline_sql,
        PackageResources.end_of_day_sql,
        PackageResources.end_of_own_period_sql,
        PackageResources.has_legal_calendar_sql,
        PackageResources.is_working_day_sql,
        PackageResources.known_zone_sql,
        PackageResources.legal_calendar_sql,
        PackageResources.moved_to_working_day_sql,
        PackageResources.request_clock_sql,
        PackageResources.working_day_after_sql,
        PackageResources.dataset_controller_sql,
        PackageResources.institution_standing_sql,
        PackageResources.own_controller_sql,
        PackageResources.asset_kind_sql,
        PackageResources.few_members_sql,
        PackageResources.members_folded_sql,
        PackageResources.neighbours_sql,
        PackageResources.subject_since_sql,
        PackageResources.safeguard_standing_sql,
    ]
}
