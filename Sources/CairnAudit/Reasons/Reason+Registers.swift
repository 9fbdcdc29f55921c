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
            "entries-uncounted",
            .notCovered,
            "Submissions or events broke a rule of the ledger, and don't count in any answer.",
            law: "GDPR Art. 32",
            do: "Find out who sent them: what they say is missing from the answers. Run cairn verify."
        ),
        Reason(
            "recorded-late",
            .notCovered,
            """
            Events were recorded more than a week after they say that they happened: answers given before didn't \
            show them.
            """,
            law: "GDPR Art. 5(2), 32",
            do: "Ask the source why, and ask again about the time in which they say that they happened."
        ),
        Reason(
            "recorded-after-days",
            .undetermined,
            "Events were recorded more than a day, and at most a week, after they say that they happened.",
            law: "GDPR Art. 5(2), 32",
            do: "Ask the source why."
        ),
        Reason(
            "clock-ahead",
            .notCovered,
            "Events say that they happened after they were recorded.",
            law: "GDPR Art. 32",
            do: "Have the clock of the source set, and what was wrong marked and restated."
        ),
        Reason(
            "source-gap",
            .notCovered,
            "A source says that events which it sent, or should have sent, are missing.",
            law: "GDPR Art. 5(2), 32",
            do: "Have what is missing recorded; until then answers about that time are incomplete."
        ),
        Reason(
            "inventory-differs",
            .notCovered,
            "A store doesn't hold what the ledger says.",
            law: "GDPR Art. 5(2), 32",
            do: "Compare the two, and have what is missing recorded."
        ),
        Reason(
            "key-compromised",
            .notCovered,
            "A key may have been in other hands: what was signed with it since then may be forged.",
            law: "GDPR Art. 32, 33",
            do: "Look at every entry that was signed since, and assess whether it is a breach (72 hours)."
        ),
        Reason(
            "seal-late",
            .notCovered,
            """
            Entries have waited for more than a day to be sealed: no checkpoint protects them, and no answer \
            shows them.
            """,
            law: "GDPR Art. 32",
            do: "Have the ledger sealed, and find out why it wasn't."
        ),
        Reason(
            "incident-reported",
            .covered,
            "An incident was reported.",
            law: "EHDS Art. 61, 63",
            do: "Follow up the incident, and inform the access body."
        ),
        Reason("unused", .covered, "Allowed, and no use is recorded."),
        Reason(
            "holder-not-trusted",
            .notCovered,
            "The holder that assessed the application was not registered as a trusted one then.",
            law: "EHDS Art. 72",
            do: "Have the access body assess the application itself."
        ),
        Reason(
            "assessor-suspended",
            .notCovered,
            "The organisation that assessed the application was suspended then.",
            law: "EHDS Art. 72",
            do: "Have the access body assess the application itself."
        ),
        Reason(
            "others-data-assessed",
            .notCovered,
            "The application asks for data that another holder controls: a trusted holder assesses its own.",
            law: "EHDS Art. 72",
            do: "Have the access body assess the application itself."
        ),
        Reason(
            "assessor-unknown",
            .undetermined,
            "The organisation that assessed the application was not registered by then.",
            law: "EHDS Art. 72",
            do: "Have the institution registered with its roles."
        ),
        Reason(
            "holder-unknown",
            .undetermined,
            "Which datasets the application asks for, or who controls them, isn't recorded.",
            law: "EHDS Art. 72",
            do: "Have the application and the controllers of its datasets recorded."
        ),
        Reason(
            "form-beyond-permit",
            .notCovered,
            "Data were made ready in a form nearer to the persons than the permit allows.",
            law: "EHDS Art. 66, 68",
            do: "Take the data back, and make them ready in the form that the permit allows."
        ),
        Reason(
            "form-not-justified",
            .undetermined,
            "Pseudonymised data were allowed or made ready, and no reason for it is recorded.",
            law: "EHDS Art. 66",
            do: "Have the reason recorded why statistical or anonymised data don't suffice."
        ),
        Reason(
            "form-unknown",
            .undetermined,
            "The form of the data isn't recorded, or is none of statistical, anonymised and pseudonymised.",
            law: "EHDS Art. 66",
            do: "Have the form recorded, in the permit and with what is made ready."
        ),
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
