extension Reason {
    /// Reasons of the grounds that a use stands on, and of who may act at all.
    static let grounds: [Reason] = [
        Reason(
            "consent-revoked",
            .notCovered,
            rank: 18,
            "The consent had been revoked before, by somebody else than the person.",
            law: "GDPR Art. 6(1)(a)",
            do: "Stop the processing, and assess whether it is a breach (GDPR Art. 33: 72 hours)."
        ),
        Reason(
            "erasure-decided",
            .notCovered,
            rank: 1,
            "The erasure of the person's data had been decided and not yet carried out.",
            law: "GDPR Art. 17(1)",
            do: "Stop the processing, and carry the erasure out."
        ),
        Reason(
            "dataset-invalidated",
            .notCovered,
            rank: 3,
            "The dataset version had been declared invalid: it must not be used any more.",
            do: "Stop the use of this version, and use the one that follows it."
        ),
        Reason(
            "organisation-outside-permit",
            .notCovered,
            rank: 11,
            "The permit is another organisation's, and permits are not shared.",
            law: "EHDS Art. 61(2), 68",
            do: "Stop the access, and report it to the access body."
        ),
        Reason(
            "person-disabled",
            .notCovered,
            rank: 5,
            "The acting person's account had been disabled before.",
            law: "GDPR Art. 32(1)(b), EHDS Art. 73(1)(d)",
            do: "Find out who used the account, and assess whether it is a breach (GDPR Art. 33: 72 hours)."
        ),
        Reason(
            "organisation-suspended",
            .notCovered,
            rank: 6,
            "The organisation had been suspended before.",
            law: "EHDS Art. 63(3)",
            do: "Stop its access, and report it to the access body."
        ),
        Reason(
            "care-elsewhere",
            .notCovered,
            rank: 15,
            "The ground was care, and the organisation that acted is not the controller.",
            law: "GDPR Art. 9(2)(h)",
            do: "Record the transfer or the agreement under which the other organisation cares for the person."
        ),
        Reason(
            "objection-pending",
            .notCovered,
            rank: 23,
            """
            The person had objected, and the objection was undecided: until then the processing can't be based on \
            this ground.
            """,
            law: "GDPR Art. 18(1)(d), 21(1)",
            do: "Stop the processing until the objection is decided."
        ),
        Reason(
            "objection-upheld",
            .notCovered,
            rank: 22,
            "The person had objected, and the objection was upheld.",
            law: "GDPR Art. 21(1)",
            do: "Stop the processing of the person's data on this ground."
        ),
        Reason(
            "no-ground",
            .notCovered,
            rank: 29,
            "The legal basis that had covered the purpose had ended, and no consent is recorded.",
            law: "GDPR Art. 6(1), 9(2)",
            do: "Stop the processing, or record the legal basis that it is based on now."
        ),
        Reason(
            "organisation-unknown",
            .undetermined,
            rank: 40,
            "Nothing says for which organisation the person acted.",
            law: "EHDS Art. 61(2), GDPR Art. 5(2)",
            do: "Have the service record the organisation with each access."
        ),
        Reason(
            "versions-differ",
            .undetermined,
            rank: 41,
            "The act names a dataset without its version, and its versions don't agree.",
            do: "Have the service record the dataset version with each access."
        ),
        Reason(
            "restriction-unresolved",
            .undetermined,
            rank: 42,
            "A series or study was restricted then, and nothing says whether it was among what was used.",
            law: "GDPR Art. 18(2)",
            do: "Record the series and studies of the dataset version, or name them with each access."
        ),
        Reason(
            "opt-out-scope-unknown",
            .undetermined,
            rank: 43,
            "A person had opted out for a kind of data that is in no list: whether that includes images isn't known.",
            law: "EHDS Art. 71(1)",
            do: "Ask the register of opt-outs what the part means."
        ),
        Reason(
            "consent-order",
            .undetermined,
            rank: 45,
            "The recorded steps of the consent contradict each other: which of their times is wrong isn't known.",
            law: "GDPR Art. 7(1)",
            do: "Find out what the person said last, and record it."
        ),
        Reason(
            "purpose-partly-withdrawn",
            .undetermined,
            rank: 46,
            "A narrower purpose within the recorded one had been withdrawn: which of them was pursued isn't recorded.",
            law: "GDPR Art. 7(3)",
            do: "Have the service record the narrower purpose."
        ),
        Reason(
            "vocabularies-differ",
            .undetermined,
            rank: 47,
            """
            The purpose and what was agreed to are terms of different vocabularies, and no mapping between them \
            is recorded.
            """,
            law: "GDPR Art. 6(1)(a), 4(11)",
            do: "Have a mapping between the vocabularies agreed, recorded and signed."
        ),
        Reason(
            "article9-missing",
            .undetermined,
            rank: 48,
            "The legal basis names no exception of Art. 9(2), which health data need.",
            law: "GDPR Art. 9(1), 9(2)",
            do: "Record the exception with the legal basis."
        ),
        Reason(
            "basis-after-withdrawal",
            .undetermined,
            rank: 49,
            "The legal basis was recorded after the person had withdrawn the consent for the same purpose.",
            law: "GDPR Art. 5(1)(a), 6(1), 7(3)",
            do:
                """
                Document why the basis is not a replacement of the consent that was withdrawn (EDPB Guidelines \
                05/2020).
                """
        ),
        Reason(
            "basis-unknown",
            .undetermined,
            rank: 58,
            "Used under a permit, for which no consent is needed, but the user's own legal basis is not recorded.",
            law: "GDPR Art. 6(1), 9(2), EHDS Art. 67(4), 68(1)(c)",
            do: "Have the user's legal basis recorded with the permit."
        ),
    ]

    /// Reasons of conditions of use, whoever set them: the person, the holder of the version, or the permit.
    static let conditions: [Reason] = [
        Reason(
            "condition-no-ancestry",
            .notCovered,
            rank: 24,
            "Research on ancestry was excluded.",
            law: "DUO:0000044",
            do: "Stop this use: what was agreed to excludes it."
        ),
        Reason(
            "condition-non-commercial",
            .notCovered,
            rank: 25,
            "Only non-commercial use was agreed to.",
            law: "DUO:0000046",
            do: "Stop this use: what was agreed to excludes it."
        ),
        Reason(
            "condition-time",
            .notCovered,
            rank: 26,
            "The agreed time of use was over.",
            law: "DUO:0000025",
            do: "Stop this use: what was agreed to excludes it."
        ),
        Reason(
            "condition-region",
            .notCovered,
            rank: 27,
            "The organisation's country is not among the agreed ones.",
            law: "DUO:0000022",
            do: "Stop this use: what was agreed to excludes it."
        ),
        Reason(
            "condition-institution",
            .notCovered,
            rank: 28,
            "The organisation is not among the agreed ones.",
            law: "DUO:0000028",
            do: "Stop this use: what was agreed to excludes it."
        ),
        Reason(
            "disease-unknown",
            .undetermined,
            rank: 50,
            "Use was agreed to for a disease, and nothing says which disease it was for.",
            law: "DUO:0000007",
            do: "Ask who used the data, and have it recorded."
        ),
        Reason(
            "ancestry-unknown",
            .undetermined,
            rank: 51,
            "Research on ancestry was excluded, and nothing says whether it was that.",
            law: "DUO:0000044",
            do: "Ask who used the data, and have it recorded."
        ),
        Reason(
            "commercial-unknown",
            .undetermined,
            rank: 52,
            "Only non-commercial use was agreed to, and nothing says whether it was commercial.",
            law: "DUO:0000046",
            do: "Ask who used the data, and have it recorded."
        ),
        Reason(
            "profit-unknown",
            .undetermined,
            rank: 53,
            "Only organisations that are not for profit may use it, and nothing says whether this one is.",
            law: "DUO:0000045",
            do: "Ask who used the data, and have it recorded."
        ),
        Reason(
            "methods-unknown",
            .undetermined,
            rank: 54,
            "Research on methods was excluded, and nothing says whether it was that.",
            law: "DUO:0000015",
            do: "Ask who used the data, and have it recorded."
        ),
        Reason(
            "ethics-unknown",
            .undetermined,
            rank: 55,
            "An ethics approval is required, and none in force is recorded for these data.",
            law: "DUO:0000021",
            do: "Record the approval."
        ),
        Reason(
            "region-unknown",
            .undetermined,
            rank: 56,
            "Use was agreed to in some countries, and nothing says in which it was.",
            law: "DUO:0000022",
            do: "Record the organisation with its country."
        ),
        Reason(
            "condition-unknown",
            .undetermined,
            rank: 57,
            "A condition was set that no rule knows.",
            do: "Ask who set it what it means, and whether it was met."
        ),
    ]
}
