extension Vocabulary {
    /// Events of the family `redaction`: bodies that were taken away.
    static let redactionForms: [EventForm] = [redactionRecorded]

    /// A body is taken away; its entry, and every proof, stay.
    public static let redactionRecorded = EventForm(
        "redaction.recorded",
        "A body is taken away; its entry, and every proof, stay.",
        requires: [redactedIndex, bodyHash, redactedType, reason],
        terms: ["dpv:Erase"]
    )
}
