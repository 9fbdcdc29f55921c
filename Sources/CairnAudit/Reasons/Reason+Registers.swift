extension Reason {
    /// Reasons of verdicts on what must be on record: agreements, assessments, registers.
    static let registers: [Reason] = [
        Reason("not-needed", .covered, "Nothing need be done."),
        Reason("complete", .covered, "Everything that is needed is recorded."),
        Reason("incomplete", .notCovered, "Something that is needed is not recorded.", do: "Have what is missing recorded."),
        Reason("agreement-in-force", .covered, "An agreement was in force."),
        Reason(
            "no-agreement",
            .notCovered,
            "No agreement was in force.",
            do: "Sign an agreement, or stop the processing (Art. 28)."
        ),
        Reason("deidentified", .covered, "Every object was de-identified before release."),
        Reason(
            "not-deidentified",
            .notCovered,
            "Objects without a recorded de-identification were released.",
            do: "Withdraw the version, de-identify, release anew."
        ),
        Reason("sound", .covered, "Nothing was found."),
        Reason("unsound", .notCovered, "Something was found.", do: "Run cairn verify, and follow what it says."),
        Reason(
            "incident-reported",
            .covered,
            "An incident was reported.",
            do: "Follow the incident up, and tell the access body (EHDS Art. 61 and 63)."
        ),
        Reason("unused", .covered, "Allowed, but not used."),
        Reason("granted", .covered, "The application led to a permit."),
        Reason("refused", .covered, "The application was refused."),
        Reason("undecided", .undetermined, "Nothing has been decided yet."),
        Reason("assessed", .covered, "An impact assessment extends to it and is up to date."),
        Reason(
            "no-assessment",
            .notCovered,
            "No impact assessment extends to it.",
            do: "Assess the impact before data are used (Art. 35)."
        ),
        Reason(
            "high-risk-left",
            .notCovered,
            "The impact assessment leaves a high risk, and no consultation is recorded.",
            do: "Consult the authority before the processing (Art. 36)."
        ),
        Reason("authority-consulted", .covered, "A high risk remains; the authority was consulted."),
    ]
}
