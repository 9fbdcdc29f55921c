extension Reason {
    /// Reasons of verdicts on what is due by when.
    ///
    /// The law is the question's, which sets the time limit.
    static let deadlines: [Reason] = [
        Reason("in-time", .covered, "Done in time."),
        Reason("late", .notCovered, "Done after the time limit.", do: "Document the reason for the delay."),
        Reason(
            "open",
            .covered,
            "Still to be done; the time limit hasn't passed.",
            do: "Do it before the time limit ends, and have it recorded."
        ),
        Reason(
            "overdue",
            .notCovered,
            "Not recorded as done, and the time limit has passed.",
            do: "Do it now and document the reason for the delay, or have it recorded that it was done."
        ),
        Reason(
            "receipt-unknown",
            .undetermined,
            "It is recorded as done before it was received: one of the two times is wrong.",
            law: "GDPR Art. 12(3)",
            do: "Look up when it was received and when it was answered, and have the wrong entry corrected."
        ),
        Reason("no-deadline", .undetermined, "No time limit is recorded.", do: "Have the time limit recorded."),
        Reason(
            "publication-unknown",
            .undetermined,
            "Nothing records whether it was made public.",
            law: "EHDS Art. 57(1)(j)",
            do: "Look it up in the public register, and have the date recorded."
        ),
        Reason(
            "duration-allowed",
            .covered,
            "The permit lasts no longer than ten years, or twenty where it was extended once.",
            law: "EHDS Art. 68(12)"
        ),
        Reason(
            "duration-too-long",
            .notCovered,
            "The permit lasts longer than ten years, or twenty where it was extended once.",
            law: "EHDS Art. 68(12)",
            do: "Have the access body shorten the permit."
        ),
        Reason(
            "review-overdue",
            .notCovered,
            "The review of the impact assessment is overdue.",
            law: "GDPR Art. 35(11)",
            do: "Review the assessment now."
        ),
        Reason(
            "two-working-days-open",
            .undetermined,
            """
            Done, or to be done, after the last hour but before the end of the second working day: whether a time \
            limit in hours holds two working days isn't settled.
            """,
            law: "Regulation 1182/71 Art. 3(5)",
            do: "Give the reasons for the delay as if it were late."
        ),
        Reason(
            "late-with-reasons",
            .undetermined,
            "The authority was notified after 72 hours, with reasons for the delay: the authority weighs them.",
            law: "GDPR Art. 33(1)",
            do: "Keep what shows the reasons at hand."
        ),
        Reason(
            "awareness-unknown",
            .undetermined,
            "A processor detected the breach, and nothing records when the controller became aware.",
            law: "GDPR Art. 33(1), 33(2)",
            do: "Have the controller record when it became aware."
        ),
        Reason(
            "risk-unknown",
            .undetermined,
            "The risk is recorded in another word than none, unlikely, low, medium or high.",
            do: "Have the risk assessed again, in one of these words."
        ),
        Reason(
            "subjects-not-told",
            .notCovered,
            """
            The risk is high, no exemption is recorded, and nothing records that the persons concerned were \
            informed: not a month later (our number; the law says without undue delay), or not when the breach \
            was closed.
            """,
            law: "GDPR Art. 34(1)",
            do: "Inform the persons concerned, or record the exemption and its ground."
        ),
        Reason(
            "subjects-told-late",
            .undetermined,
            """
            The persons concerned were informed more than a month after the risk was assessed as high (our \
            number; the law says without undue delay).
            """,
            law: "GDPR Art. 34(1)",
            do: "Document why it took that time."
        ),
        Reason(
            "exemption-unknown",
            .undetermined,
            "The persons weren't informed, on a ground that is none of those in the law.",
            law: "GDPR Art. 13(4), 14(5), 34(3)",
            do:
                """
                Have the ground recorded as a term of the law: eu-gdpr:A34-3-a, \
                eu-gdpr:JustificationA14DisproportionateEffort and the like.
                """
        ),
        Reason(
            "suspended",
            .undetermined,
            "Proof of identity was asked for in time and isn't recorded as given: the time limit is suspended.",
            law: "GDPR Art. 12(6)",
            do: "Ask again, or inform the person that the request can't be followed without it (Art. 11(2), 12(2))."
        ),
        Reason(
            "suspension-unproven",
            .undetermined,
            """
            The time limit may have been suspended while the identity was in doubt, but when it was asked for, or \
            that this was without undue delay (three working days, our number), isn't recorded.
            """,
            law: "GDPR Art. 12(6)",
            do: "Have it recorded when the identity was asked for and when it was known."
        ),
        Reason(
            "refused-after-month",
            .undetermined,
            """
            Refused after one month: the time limit had been extended, but a refusal is due within one month of \
            receipt.
            """,
            law: "GDPR Art. 12(4)",
            do: "Document why the refusal took longer."
        ),
        Reason(
            "extended-more-than-once",
            .notCovered,
            "The permit was extended more than once.",
            law: "EHDS Art. 68(12)",
            do: "Have the access body decide on a new application."
        ),
        Reason(
            "recipient-told",
            .covered,
            "A recipient of the data was informed.",
            law: "GDPR Art. 19"
        ),
        Reason(
            "recipient-not-told",
            .notCovered,
            """
            A recipient has a copy, and nothing records that it was informed within one month (our number; the \
            law names none).
            """,
            law: "GDPR Art. 19",
            do: "Inform the recipient, or document why that is impossible or a disproportionate effort."
        ),
        Reason(
            "not-executed",
            .notCovered,
            "What was granted isn't recorded as done, and the time limit has passed.",
            law: "GDPR Art. 12(3)",
            do: "Do it now and inform the person, or have it recorded that it was done."
        ),
        Reason(
            "extension-unproven",
            .undetermined,
            """
            Later than the law's first time limit, but before a date that may be an extension: nothing records \
            that it is one.
            """,
            law: "EHDS Art. 60(2)",
            do: "Ask the access body whether it extended the time, and have it recorded."
        ),
        Reason(
            "decision-unknown",
            .undetermined,
            rank: 44,
            "The decision is recorded in another word than granted, granted-in-part or refused.",
            law: "GDPR Art. 12(3)",
            do: "Have the decision recorded in one of these words."
        ),
        Reason(
            "model-remains",
            .undetermined,
            """
            A model was trained on data of the person and isn't withdrawn; whether it still holds personal data \
            isn't recorded.
            """,
            law: "GDPR Art. 17(1)",
            do: "Assess whether the model holds personal data, and have the ground or the erasure recorded."
        ),
    ]
}
