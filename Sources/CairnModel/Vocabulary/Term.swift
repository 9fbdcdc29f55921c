/// A term of a vocabulary: its identifier, what it is called, and the wider terms that it falls under.
public struct Term: Sendable, Hashable {
    /// The identifier, such as `DUO:0000006`.
    public let id: String
    /// What it is called.
    public let label: String
    /// The terms that it falls directly under.
    public let broader: [String]

    init(_ id: String, _ label: String, under broader: String...) {
        self.id = id
        self.label = label
        self.broader = broader
    }
}

extension Term {
    /// The terms that events and answers use, as W3C DPV 2.3 with its GDPR and EHDS extensions and GA4GH DUO name them.
    ///
    /// A purpose falls under those of DPV's hierarchy; under EHDS Article 53(1)(e), training and testing of algorithms is scientific
    /// research; a DUO permission falls under the wider one.
    public static let all: [Term] = purposes + permissions + bases + rights + grounds

    /// What a term is called, or the term itself where it isn't known.
    public static func label(of id: String) -> String { labels[id] ?? id }

    /// Whether a term is among ``all``.
    public static func isKnown(_ id: String) -> Bool { labels[id] != nil }

    private static let labels = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0.label) })

    /// Purposes.
    public static let purposes: [Term] = [
        Term("dpv:ResearchAndDevelopment", "Research and Development"),
        Term("dpv:AcademicResearch", "Academic Research", under: "dpv:ResearchAndDevelopment"),
        Term("dpv:ScientificResearch", "Scientific Research", under: "dpv:ResearchAndDevelopment"),
        Term("dpv:NonCommercialResearch", "Non-Commercial Research", under: "dpv:ResearchAndDevelopment"),
        Term("dpv:CommercialResearch", "Commercial Research", under: "dpv:ResearchAndDevelopment"),
        Term("dpv:PublicBenefit", "Public Benefit"),
        Term("dpv:ImproveHealthcare", "Improve Healthcare", under: "dpv:PublicBenefit"),
        Term("dpv:PublicPolicyMaking", "Public Policy Making", under: "dpv:PublicBenefit"),
        Term("dpv:ProvideOfficialStatistics", "Provide Official Statistics", under: "dpv:PublicBenefit"),
        Term("eu-ehds:HealthcareScientificResearch", "Healthcare Scientific Research"),
        Term(
            "eu-ehds:DevelopPublicHealthProductsAndServices",
            "Develop Public Health Products and Services",
            under: "eu-ehds:HealthcareScientificResearch"
        ),
        Term(
            "eu-ehds:TrainTestAndEvaluateHealthAlgorithms",
            "Train, Test and Evaluate Health-related Algorithms",
            under: "eu-ehds:HealthcareScientificResearch"
        ),
        Term(
            "eu-ehds:TrainTestAndEvaluateAISystemsAlgorithms",
            "Train, Test and Evaluate AI Systems Algorithms",
            under: "eu-ehds:TrainTestAndEvaluateHealthAlgorithms"
        ),
        Term(
            "eu-ehds:TrainTestAndEvaluateMedicalDevicesAlgorithms",
            "Train, Test and Evaluate Medical Devices Algorithms",
            under: "eu-ehds:TrainTestAndEvaluateHealthAlgorithms"
        ),
        Term(
            "eu-ehds:TrainTestAndEvaluateHealthAppsAlgorithms",
            "Train, Test and Evaluate Health Apps Algorithms",
            under: "eu-ehds:TrainTestAndEvaluateHealthAlgorithms"
        ),
        Term("eu-ehds:PublicInterestRelatedToHealth", "Public Interest related to Health"),
        Term(
            "eu-ehds:PublicHealthSurveillance",
            "Public Health Surveillance",
            under: "eu-ehds:PublicInterestRelatedToHealth"
        ),
        Term(
            "eu-ehds:ProtectAgainstCrossBorderThreatsToHealth",
            "Protect against Cross-border Threats to Health",
            under: "eu-ehds:PublicInterestRelatedToHealth"
        ),
        Term("eu-ehds:PublicPolicyMaking", "Public Policy Making"),
        Term("eu-ehds:ProvideHealthcareOfficialStatistics", "Provide Healthcare Official Statistics"),
        Term("eu-ehds:ImproveHealthcare", "Improve Healthcare"),
        Term("eu-ehds:ImproveHealthcareEducation", "Improve Healthcare Education"),
        Term("eu-ehds:EnsureQualitySafetyHealthcare", "Ensure Quality and Safety of Healthcare"),
        Term("eu-ehds:EnsureQualitySafetyMedicalDevices", "Ensure Quality and Safety of Medical Devices"),
        Term("eu-ehds:EnsureQualitySafetyMedicinalProducts", "Ensure Quality and Safety of Medicinal Products"),
        Term("eu-ehds:SupportAuthoritiesRegulatoryActivities", "Support Authorities in Regulatory Activities"),
        Term("dpv:Marketing", "Marketing"),
        Term("dpv:Advertising", "Advertising", under: "dpv:Marketing"),
        Term("dpv:DirectMarketing", "Direct Marketing", under: "dpv:Marketing"),
        Term("dpv:Personalisation", "Personalisation"),
        Term("dpv:PersonalisedAdvertising", "Personalised Advertising", under: "dpv:Advertising"),
        Term("dpv:CreditChecking", "Credit Checking"),
        Term("dpv:EmploymentManagement", "Employment Management"),
    ]

    /// Permissions and conditions of use.
    public static let permissions: [Term] = [
        Term("DUO:0000021", "ethics approval required"),
        Term("DUO:0000006", "health or medical or biomedical research", under: "DUO:0000042"),
        Term("DUO:0000019", "publication required"),
        Term("DUO:0000026", "user specific restriction"),
        Term("DUO:0000044", "population origins or ancestry research prohibited"),
        Term("DUO:0000020", "collaboration required"),
        Term("DUO:0000046", "non-commercial use only"),
        Term("DUO:0000018", "not for profit, non commercial use only"),
        Term("DUO:0000012", "research specific restrictions"),
        Term("DUO:0000025", "time limit on use"),
        Term("DUO:0000004", "no restriction"),
        Term("DUO:0000045", "not for profit organisation use only"),
        Term("DUO:0000017", "data use modifier"),
        Term("DUO:0000011", "population origins or ancestry research only", under: "DUO:0000042"),
        Term("DUO:0000024", "publication moratorium"),
        Term("DUO:0000016", "genetic studies only"),
        Term("DUO:0000029", "return to database or resource"),
        Term("DUO:0000043", "clinical care use"),
        Term("DUO:0000015", "no general methods research"),
        Term("DUO:0000028", "institution specific restriction"),
        Term("DUO:0000022", "geographical restriction"),
        Term("DUO:0000007", "disease specific research", under: "DUO:0000006"),
        Term("DUO:0000001", "data use permission"),
        Term("DUO:0000042", "general research use", under: "DUO:0000004"),
        Term("DUO:0000027", "project specific restriction"),
    ]

    /// Legal bases, exceptions and safeguards.
    public static let bases: [Term] = [
        Term("eu-gdpr:A45-3", "Art 45(3) adequacy decision"),
        Term("eu-gdpr:A46-2-a", "Art 46(2-a) legal instrument"),
        Term("eu-gdpr:A46-2-b", "Art 46(2-b) Binding Corporate Rules (BCR)"),
        Term("eu-gdpr:A46-2-c", "Art 46(2-c) Standard Contractual Clauses (SCC) by EC"),
        Term("eu-gdpr:A46-2-d", "Art 46(2-d) Standard Contractual Clauses (SCC) by DPA"),
        Term("eu-gdpr:A46-2-e", "Art 46(2-e) code of conduct"),
        Term("eu-gdpr:A46-2-f", "Art 46(2-f) certification"),
        Term("eu-gdpr:A46-3-a", "Art 46(3-a) contractual clauses"),
        Term("eu-gdpr:A46-3-b", "Art 46(3-b) administrative arrangements"),
        Term("eu-gdpr:A49-1-a", "Art 49(1-a) explicit consent"),
        Term("eu-gdpr:A49-1-b", "Art 49(1-b) performance of contract"),
        Term("eu-gdpr:A49-1-c", "Art 49(1-c) conclusion of contract"),
        Term("eu-gdpr:A49-1-d", "Art 49(1-d) public interest"),
        Term("eu-gdpr:A49-1-e", "Art 49(1-e) legal claims"),
        Term("eu-gdpr:A49-1-f", "Art 49(1-f) protect vital interests"),
        Term("eu-gdpr:A49-1-g", "Art 49(1-g) public register"),
        Term("eu-gdpr:A6-1-a", "Art.6(1-a) consent"),
        Term("eu-gdpr:A6-1-b", "Art 6(1-b) contract"),
        Term("eu-gdpr:A6-1-c", "Art 6(1-c) legal obligation"),
        Term("eu-gdpr:A6-1-d", "Art 6(1-d) protect vital interests"),
        Term("eu-gdpr:A6-1-e", "Art 6(1-e) public interest or official authority"),
        Term("eu-gdpr:A6-1-f", "Art 6(1-f) legitimate interest"),
        Term("eu-gdpr:A9-2-a", "Art 9(2-a) explicit consent"),
        Term("eu-gdpr:A9-2-b", "Art 9(2-b) employment, social security, social protection law"),
        Term("eu-gdpr:A9-2-c", "Art 9(2-c) protect vital interest"),
        Term("eu-gdpr:A9-2-d", "Art 9(2-d) legitimate activities"),
        Term("eu-gdpr:A9-2-e", "Art 9(2-e) data made public"),
        Term("eu-gdpr:A9-2-f", "Art 9(2-f) judicial process"),
        Term("eu-gdpr:A9-2-g", "Art 9(2-g) public interest"),
        Term("eu-gdpr:A9-2-h", "Art 9(2-h) health & medicine"),
        Term("eu-gdpr:A9-2-i", "Art 9(2-i) public interest in public health"),
        Term("eu-gdpr:A9-2-j", "Art 9(2-j) public interest, scientific research, statistical purpose"),
    ]

    /// Rights of data subjects.
    public static let rights: [Term] = [
        Term("eu-gdpr:A13", "A13 Right to be Informed"),
        Term("eu-gdpr:A14", "A14 Right to be Informed"),
        Term("eu-gdpr:A15", "A15 Right of Access"),
        Term("eu-gdpr:A16", "A16 Right to Rectification"),
        Term("eu-gdpr:A17", "A17 Right to Erasure"),
        Term("eu-gdpr:A18", "A18 Right to Restrict Processing"),
        Term("eu-gdpr:A19", "A19 Right to Rectification Notification"),
        Term("eu-gdpr:A20", "A20 Right to Data Portability"),
        Term("eu-gdpr:A21", "A21 Right to object"),
        Term("eu-gdpr:A22", "A22 Right to object to automated decision making"),
        Term("eu-gdpr:A7-3", "A7-3 Right to Withdraw Consent"),
        Term("eu-gdpr:A77", "A77 Right to Complaint"),
    ]

    /// Grounds and the nature of breaches.
    public static let grounds: [Term] = [
        Term("eu-gdpr:AvailabilityBreach", "Availability Breach"),
        Term("eu-gdpr:ConfidentialityBreach", "Confidentiality Breach"),
        Term("eu-gdpr:IntegrityBreach", "Integrity Breach"),
        Term("eu-gdpr:JustificationA14ConfidentialityCompromised", "Justification A14 - Confidentiality Compromised"),
        Term("eu-gdpr:JustificationA14DisproportionateEffort", "Justification A14 - Disproportionate Effort"),
        Term("eu-gdpr:JustificationA14EntityAlreadyInformed", "Justification A14 - Entity Already Informed"),
        Term("eu-gdpr:JustificationA14FulfilmentImpossible", "Justification A14 - Fulfilment Impossible"),
        Term("eu-gdpr:JustificationA14LegallyExempted", "Justification A14 - Legally Exempted"),
        Term("eu-gdpr:JustificationA14ObjectivesImpaired", "Justification A14 - Objectives Impaired"),
        Term("eu-gdpr:JustificationA17Archiving", "Justification A17 - Archiving"),
        Term("eu-gdpr:JustificationA17ChildData", "Justification A17 - Child Data"),
        Term("eu-gdpr:JustificationA17FreedomOfExpression", "Justification A17 - Freedom Of Expression"),
        Term("eu-gdpr:JustificationA17LegalClaims", "Justification A17 - Legal Claims"),
        Term("eu-gdpr:JustificationA17LegalErasure", "Justification A17 - Legal Erasure"),
        Term("eu-gdpr:JustificationA17LegallyRequired", "Justification A17 - Legally Required"),
        Term("eu-gdpr:JustificationA17NoLegalBasis", "Justification A17 - No Legal Basis"),
        Term("eu-gdpr:JustificationA17NonNecessity", "Justification A17 - Non-Necessity"),
        Term("eu-gdpr:JustificationA17ObjectA21", "Justification A17 - Object A21"),
        Term("eu-gdpr:JustificationA17OfficialAuthority", "Justification A17 - Official Authority"),
        Term("eu-gdpr:JustificationA17PublicHealth", "Justification A17 - Public Health"),
        Term("eu-gdpr:JustificationA17PublicInterest", "Justification A17 - Public Interest"),
        Term("eu-gdpr:JustificationA17UnlawfulProcessing", "Justification A17 - Unlawful Processing"),
    ]
}
