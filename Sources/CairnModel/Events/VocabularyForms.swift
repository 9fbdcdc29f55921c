extension Vocabulary {
    /// Events of the family `vocabulary`: relations of terms that an institution has adopted.
    static let vocabularyForms: [EventForm] = [vocabularyAdopted]

    /// Narrower and wider terms were adopted, pair by pair: a hierarchy of diseases, or a mapping between vocabularies.
    public static let vocabularyAdopted = EventForm(
        "vocabulary.adopted",
        "Narrower and wider terms were adopted, pair by pair.",
        requires: [document, narrowTerms, broadTerms],
        allows: [title, version, source, effectiveAt]
    )
}
