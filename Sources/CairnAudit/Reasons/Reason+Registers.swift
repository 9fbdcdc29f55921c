extension Reason {
    /// Reasons of verdicts on what must be on record: agreements, assessments, registers.
    static let registers: [Reason] = [
        Reason("not-needed", .covered, "The law asks for nothing here."),
        Reason("complete", .covered, "Everything that is needed is recorded."),
        Reason(
            "incomplete",
            .notCovered,
            "Something that is needed is not recorded.",
            do: "Have what is missing recorded."
        ),
        Reason("agreement-in-force", .covered, "An agreement was in force.", law: "GDPR Art. 28(3)"),
        Reason(
            "no-agreement",
            .notCovered,
            "No agreement that was in force is recorded.",
            law: "GDPR Art. 28(3)",
            do: "Sign an agreement, have the one that exists recorded, or stop the processing."
        ),
        Reason(
            "deidentified",
            .covered,
            "Every object was recorded as de-identified before the release.",
            law: "GDPR Art. 25, 89(1)"
        ),
        Reason(
            "not-deidentified",
            .notCovered,
            "Objects were released, and no de-identification before it is recorded.",
            law: "GDPR Art. 25, 89(1)",
            do: "Withdraw the version, de-identify the objects, and release a new version."
        ),
        Reason("sound", .covered, "Nothing was found.", law: "GDPR Art. 32"),
        Reason(
            "unsound",
            .notCovered,
            "Something was found.",
            law: "GDPR Art. 32",
            do: "Run cairn verify, and follow what it says."
        ),
        Reason(
            "incident-reported",
            .covered,
            "An incident was reported.",
            law: "EHDS Art. 61, 63",
            do: "Follow up the incident, and inform the access body."
        ),
        Reason("unused", .covered, "Allowed, and no use is recorded."),
        Reason("granted", .covered, "The application led to a permit.", law: "EHDS Art. 68"),
        Reason("refused", .covered, "The application was refused.", law: "EHDS Art. 68"),
        Reason("undecided", .undetermined, "No decision is recorded yet.", law: "EHDS Art. 68"),
        Reason("assessed", .covered, "An impact assessment extends to it and is up to date.", law: "GDPR Art. 35"),
        Reason(
            "no-assessment",
            .notCovered,
            "No impact assessment that extends to it is recorded.",
            law: "GDPR Art. 35",
            do: "Assess the impact before data are used, or have the assessment recorded."
        ),
        Reason(
            "high-risk-left",
            .notCovered,
            "The impact assessment leaves a high risk, and no consultation of the authority is recorded.",
            law: "GDPR Art. 36(1)",
            do: "Consult the authority before the processing."
        ),
        Reason(
            "authority-consulted",
            .covered,
            "A high risk remains, and the authority was consulted.",
            law: "GDPR Art. 36(1)"
        ),
    ]
}
