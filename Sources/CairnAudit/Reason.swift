/// Why a verdict is what it is: a stable code, what it means, and what to do about it.
public struct Reason: Sendable {
    /// The code, as it stands in the column `reason`.
    public let code: String
    /// What it means.
    public let meaning: String
    /// What to do, where something is to be done.
    public let action: String?

    init(_ code: String, _ meaning: String, do action: String? = nil) {
        self.code = code
        self.meaning = meaning
        self.action = action
    }

    /// The reason with a code, or `nil`.
    public static func named(_ code: String) -> Reason? { byCode[code] }

    private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })

    /// Every reason.
    public static let all: [Reason] = [
        Reason("consent", "A consent in force covered the purpose."),
        Reason("other-basis", "A legal basis other than consent covered the purpose."),
        Reason(
            "consent-and-other-basis",
            "Some subjects had consented, for the others another legal basis covered the purpose."
        ),
        Reason(
            "no-consent",
            "No consent in force and no other legal basis covered the purpose.",
            do:
                "Stop the processing for these subjects, find out who approved it, and assess whether it is a breach (Art. 33: 72 hours)."
        ),
        Reason(
            "consent-withdrawn",
            "The consent had been withdrawn before.",
            do:
                "Stop the processing, tell the recipients (Art. 19), and assess whether it is a breach (Art. 33: 72 hours)."
        ),
        Reason(
            "consent-withdrawn-recorded-later",
            "The consent had been withdrawn before, but this was recorded only afterwards: covered as known then, not covered in fact.",
            do:
                "Shorten the way from a withdrawal to the ledger, tell the recipients (Art. 19), and document why it was late."
        ),
        Reason("consent-expired", "The consent's time had run out.", do: "Stop the processing, or ask for a renewal."),
        Reason(
            "consent-invalid",
            "The consent was found never to have been valid.",
            do: "Stop the processing and assess a breach (Art. 33)."
        ),
        Reason("consent-refused", "The subject had said no.", do: "Stop the processing and assess a breach (Art. 33)."),
        Reason(
            "purpose-outside-consent",
            "A consent was in force, but for other purposes.",
            do: "Stop the processing for this purpose."
        ),
        Reason(
            "no-permit",
            "No permit was named, and none covers it.",
            do: "Ask the organisation that acted for the permit, or stop its access."
        ),
        Reason(
            "permit-unknown",
            "The permit that was named is not in the ledger.",
            do: "Have the access body record the permit."
        ),
        Reason(
            "permit-not-active",
            "The permit was not in force then.",
            do: "Stop access under this permit; report to the access body."
        ),
        Reason(
            "dataset-outside-permit",
            "The permit doesn't name this dataset version.",
            do: "Stop access; report to the access body."
        ),
        Reason(
            "purpose-outside-permit",
            "The permit doesn't allow this purpose.",
            do: "Stop access; report misuse to the access body (EHDS Art. 61)."
        ),
        Reason(
            "person-outside-permit",
            "The person is not among those authorised.",
            do: "Disable the person's access; report to the access body."
        ),
        Reason(
            "restricted",
            "Processing was restricted then.",
            do: "Stop the processing until the restriction is lifted (Art. 18)."
        ),
        Reason(
            "opted-out-before-approval",
            "A subject had opted out before the permit was approved.",
            do: "Exclude the subject from what was made available, and tell the data user (EHDS Art. 71)."
        ),
        Reason("opted-out-after-approval", "The opt-out came after the permit was approved: it doesn't touch it."),
        Reason("opt-out-exception", "National law allowed it in spite of the opt-out (EHDS Art. 71(4))."),
        Reason("erased", "A subject's data had been erased before.", do: "Find the copy that was used and erase it."),
        Reason(
            "members-unknown",
            "Nobody recorded whose data the dataset version holds.",
            do: "Have the holder record the members of the version."
        ),
        Reason(
            "subjects-unknown",
            "Nothing says whose data were touched.",
            do: "Have the service record subjects or dataset versions with each access."
        ),
        Reason(
            "purpose-unknown",
            "No purpose was recorded.",
            do: "Have the service record the purpose of each access."
        ),
        Reason("in-time", "Done in time."),
        Reason("late", "Done too late.", do: "Document the reason for the delay."),
        Reason("open", "Still to be done, in time."),
        Reason("overdue", "Not done, and the time is over.", do: "Do it now, and document the reason for the delay."),
        Reason("not-needed", "Nothing need be done."),
        Reason("no-deadline", "No time was set."),
        Reason("complete", "Everything that is needed is recorded."),
        Reason("incomplete", "Something that is needed is not recorded.", do: "Have what is missing recorded."),
        Reason("agreement-in-force", "An agreement was in force."),
        Reason(
            "no-agreement",
            "No agreement was in force.",
            do: "Sign an agreement, or stop the processing (Art. 28)."
        ),
        Reason("safeguard-recorded", "A safeguard for the transfer is recorded."),
        Reason("within-eea", "The country is in the European Economic Area: no safeguard is needed."),
        Reason(
            "no-safeguard",
            "No safeguard for the transfer is recorded.",
            do: "Stop the transfer, or record its safeguard (Art. 44 to 49)."
        ),
        Reason(
            "country-unknown",
            "The country of the organisation is not recorded.",
            do: "Have the institution registered with its country."
        ),
        Reason("non-personal", "Checked before it left: no personal data."),
        Reason(
            "personal-left",
            "Personal data left the environment.",
            do: "Have the files destroyed, and assess a breach (Art. 33: 72 hours)."
        ),
        Reason(
            "not-checked",
            "It left without a recorded check and approval.",
            do: "Find out who released it, and check it now (EHDS Art. 73(2))."
        ),
        Reason("not-released", "It didn't leave."),
        Reason("authorised", "The person was authorised then."),
        Reason("deidentified", "Every object was de-identified before release."),
        Reason(
            "not-deidentified",
            "Objects without a recorded de-identification were released.",
            do: "Withdraw the version, de-identify, release anew."
        ),
        Reason("sound", "Nothing was found."),
        Reason("unsound", "Something was found.", do: "Run cairn verify, and follow what it says."),
        Reason("kept", "It remains, for the ground that is named."),
        Reason(
            "still-there",
            "The subject is still in it.",
            do: "Exclude the subject from the next version, and from what is made available."
        ),
        Reason("removed", "The subject was taken out."),
        Reason(
            "publication-unknown",
            "Nothing records whether it was made public.",
            do: "Look it up in the public register."
        ),
        Reason(
            "incident-reported",
            "An incident was reported.",
            do: "Follow the incident up, and tell the access body (EHDS Art. 61 and 63)."
        ),
        Reason(
            "shared-with-others",
            "Data were sent to an organisation outside the permit.",
            do: "Have the copy destroyed; report to the access body (EHDS Art. 61(2))."
        ),
        Reason("denied-only", "Every access was denied."),
        Reason(
            "persons-unknown",
            "The permit names no authorised persons.",
            do: "Have the access body record who is authorised (EHDS Art. 68 and 73)."
        ),
        Reason("within-permit", "Every act was within the permit."),
        Reason("duration-allowed", "The permit lasts no longer than ten years, or twenty where it was extended."),
        Reason(
            "duration-too-long",
            "The permit lasts longer than it may.",
            do: "Have the access body shorten it (EHDS Art. 68)."
        ),
        Reason(
            "workspaces-unknown",
            "Nothing records a workspace under the permit, so nothing tells whether its data are gone.",
            do: "Ask the operator of the environment, and have the workspaces recorded."
        ),
        Reason(
            "person-unknown",
            "Nothing says who it was.",
            do: "Have the environment record the person with each session."
        ),
        Reason(
            "identity-shared",
            "Several people seem to use one identity.",
            do: "Ask the person, and renew the credentials (EHDS Art. 73(1)(d))."
        ),
        Reason(
            "purpose-prohibited",
            "The purpose is one that the law prohibits.",
            do: "Revoke the permit, stop the use, and tell the authorities (EHDS Art. 54 and 63)."
        ),
        Reason("unused", "Allowed, but not used."),
        Reason("granted", "The application led to a permit."),
        Reason("refused", "The application was refused."),
        Reason("undecided", "Nothing has been decided yet."),
        Reason("assessed", "An impact assessment extends to it and is up to date."),
        Reason(
            "no-assessment",
            "No impact assessment extends to it.",
            do: "Assess the impact before data are used (Art. 35)."
        ),
        Reason(
            "review-overdue",
            "The impact assessment should have been reviewed.",
            do: "Review it now (Art. 35(11))."
        ),
        Reason(
            "high-risk-left",
            "The impact assessment leaves a high risk, and no consultation is recorded.",
            do: "Consult the authority before the processing (Art. 36)."
        ),
        Reason("authority-consulted", "A high risk remains; the authority was consulted."),
    ]
}
