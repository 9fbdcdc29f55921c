extension Reason {
    /// Reasons of verdicts on files and records: agreements behind acts, records of processing, models.
    static let files: [Reason] = [
        Reason(
            "documents-missing",
            .undetermined,
            "A basis holds for everyone; an ethics approval or an impact assessment isn't recorded.",
            law: "GDPR Art. 35, 89(1)",
            do: "Have the document recorded, or find out why there is none."
        ),
        Reason(
            "version-invalidated",
            .undetermined,
            "The version must not be used any more, so that nothing needs a basis.",
            law: "GDPR Art. 6(1)"
        ),
        Reason(
            "nothing-held",
            .undetermined,
            "A consent was withdrawn, and nothing that is recorded here held the person's data.",
            law: "GDPR Art. 7(3)",
            do: "Look for versions whose members aren't recorded, and have them recorded."
        ),
        Reason(
            "permit-over",
            .covered,
            "The permit that reached the data is over.",
            law: "GDPR Art. 7(3)"
        ),
        Reason(
            "still-agreed",
            .covered,
            "A consent in force still covers it: the rest of the one that was withdrawn in part, or another.",
            law: "GDPR Art. 6(1)(a)"
        ),
        Reason(
            "kept-restricted",
            .undetermined,
            "It remains, and its use is restricted.",
            law: "GDPR Art. 18(1)",
            do: "Decide on the erasure before the restriction is lifted."
        ),
        Reason(
            "recipient-informed",
            .undetermined,
            "The recipient was informed of the withdrawal; whether the copy was erased isn't recorded.",
            law: "GDPR Art. 19",
            do: "Ask the recipient what became of the copy, and record the erasure."
        ),
        Reason(
            "model-not-released",
            .covered,
            "No release of the model is recorded, so nobody was given it to decide with.",
            law: "GDPR Art. 22(1)"
        ),
        Reason(
            "oversight-recorded",
            .covered,
            "The model's decisions touch people, and human oversight is recorded.",
            law: "GDPR Art. 22(3)"
        ),
        Reason(
            "no-oversight",
            .notCovered,
            "The model's decisions touch people, and no human oversight is recorded.",
            law: "GDPR Art. 22(3)",
            do: "Put a human between the model and the person, and record the oversight with the next release."
        ),
        Reason(
            "effect-unknown",
            .undetermined,
            "What the model's decisions do to people isn't recorded.",
            law: "GDPR Art. 22(1)",
            do: "Have the effect recorded with the release: none, or a code."
        ),
        Reason(
            "reidentification-risk",
            .notCovered,
            "The assessment of re-identification failed.",
            law: "GDPR Recital 26, Art. 89(1)",
            do: "Invalidate the version, lower the risk, and assess it again before the next release."
        ),
        Reason(
            "assessment-unclear",
            .undetermined,
            "The outcome of the assessment of re-identification is a word that isn't known, or contradicts its score.",
            law: "GDPR Recital 26",
            do: "Have the outcome recorded as passed or failed."
        ),
        Reason(
            "agreement-signed-later",
            .undetermined,
            "The agreement says that it held then, but was signed only afterwards.",
            law: "GDPR Art. 28(3)",
            do: "Find out what bound the processor before the signature."
        ),
        Reason(
            "dataset-outside-agreement",
            .notCovered,
            "An agreement was in force, but for other datasets.",
            law: "GDPR Art. 28(3)",
            do: "Extend the agreement to the dataset, or stop the processing."
        ),
        Reason(
            "agreement-unknown",
            .undetermined,
            "The agreement that is named isn't in this ledger.",
            law: "GDPR Art. 28(3)",
            do: "Have the agreement recorded."
        ),
        Reason(
            "permit-instead-of-agreement",
            .covered,
            "No agreement is needed: a permit of the recipient was in force.",
            law: "EHDS Art. 68"
        ),
        Reason(
            "record-incomplete",
            .undetermined,
            "Items of the record of processing are filled by nothing in this ledger.",
            law: "GDPR Art. 30(1)",
            do: "Record what is missing, or keep it in the controller's own record."
        ),
    ]
}
