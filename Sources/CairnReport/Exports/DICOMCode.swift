/// A code as audit messages have it.
struct DICOMCode: Sendable {
    /// The code.
    let value: String
    /// The scheme that defines it.
    let system: String
    /// What it means.
    let meaning: String

    private init(_ value: String, _ meaning: String, of system: String = "DCM") {
        self.value = value
        self.meaning = meaning
        self.system = system
    }

    // What happened (CID 400).
    static let logUsed = DICOMCode("110101", "Audit Log Used")
    static let accessed = DICOMCode("110103", "DICOM Instances Accessed")
    static let transferred = DICOMCode("110104", "DICOM Instances Transferred")
    static let export = DICOMCode("110106", "Export")
    static let `import` = DICOMCode("110107", "Import")
    static let query = DICOMCode("110112", "Query")
    static let alert = DICOMCode("110113", "Security Alert")
    static let authentication = DICOMCode("110114", "User Authentication")

    // What it was more closely (CID 401).
    static let logout = DICOMCode("110123", "Logout")
    static let restrictedFunction = DICOMCode("110132", "Use of Restricted Function")
    static let decision = DICOMCode("110144", "Authorization Decision")

    // What a participant does (CID 402).
    static let destination = DICOMCode("110152", "Destination Role ID")
    static let source = DICOMCode("110153", "Source Role ID")
    static let destinationMedia = DICOMCode("110154", "Destination Media")
    static let sourceMedia = DICOMCode("110155", "Source Media")

    // What the id of an object is (RFC 3881 §5.5.4).
    static let patientNumber = DICOMCode("2", "Patient Number", of: "RFC-3881")
    static let searchCriteria = DICOMCode("10", "Search Criteria", of: "RFC-3881")
    static let uri = DICOMCode("12", "URI", of: "RFC-3881")
}
