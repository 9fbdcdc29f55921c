/// What can be said of imaging data and the people in it: facts, and the events that are made of them.
///
/// A fact has one name and one meaning in every event. The forms of the events are the one source of their checks, their JSON Schemas and
/// the tables that are projected from them.
public enum Vocabulary {
    /// The form of every event, family by family.
    public static let forms: [EventForm] = [
        ledgerForms,
        keyForms,
        redactionForms,
        subjectForms,
        imageForms,
        institutionForms,
        staffForms,
        agreementForms,
        ethicsForms,
        dpiaForms,
        purposeForms,
        legalBasisForms,
        noticeForms,
        consentForms,
        optOutForms,
        annotationForms,
        datasetForms,
        provisionForms,
        applicationForms,
        permitForms,
        resultForms,
        accessForms,
        transferForms,
        sessionForms,
        jobForms,
        egressForms,
        modelForms,
        requestForms,
        objectionForms,
        rectificationForms,
        erasureForms,
        restrictionForms,
        recipientForms,
        breachForms,
        incidentForms,
        retentionForms,
        connectorForms,
        auditForms,
        correctionForms,
        policyForms,
        vocabularyForms,
    ].flatMap(\.self)

    /// The form of a type, or `nil` where it is unknown.
    public static func form(of type: EventType) -> EventForm? { byType[type.name] }

    /// The families, each with its forms, in alphabetical order.
    public static let families: [(name: String, forms: [EventForm])] = Dictionary(grouping: forms, by: \.type.family)
        .map { ($0.key, $0.value) }.sorted { $0.name < $1.name }

    private static let byType = Dictionary(uniqueKeysWithValues: forms.map { ($0.type.name, $0) })
}
