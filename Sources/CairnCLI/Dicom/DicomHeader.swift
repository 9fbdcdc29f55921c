/// What is read of one DICOM file: a few elements of its header, never its pixels.
struct DicomHeader: Sendable, Equatable {
    /// The elements that are read.
    enum Element: String, CaseIterable, Sendable {
        case mediaStorageClass = "0002,0002"
        case transferSyntax = "0002,0010"
        case instance = "0008,0018"
        case modality = "0008,0060"
        case patientName = "0010,0010"
        case patientID = "0010,0020"
        case patientIDIssuer = "0010,0021"
        case study = "0020,000d"
        case series = "0020,000e"
    }

    /// The class of a DICOMDIR, which lists instances and is none (PS3.4 annex F).
    private static let directoryClass = "1.2.840.10008.1.3.10"

    private let values: [Element: String]

    init(_ values: [Element: String]) {
        self.values = values
    }

    /// The value of an element, or `nil` where it is absent or empty.
    subscript(element: Element) -> String? {
        values[element].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether this is a DICOMDIR.
    var isDirectory: Bool { self[.mediaStorageClass] == DicomHeader.directoryClass }

    /// Whether the file is an instance that belongs to a series of a study.
    var isInstance: Bool { !isDirectory && self[.instance] != nil && self[.series] != nil && self[.study] != nil }

    /// Reads what DCMTK's `dcmdump +F -Un -M +p` prints: a heading for each file, then a line for each element.
    ///
    /// Elements inside sequences have more than one tag before their type, and are left out.
    static func parse(_ text: String, files: Int) -> [DicomHeader] {
        var headers = [[Element: String]](repeating: [:], count: files)
        var current: Int?
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("# dcmdump (") {
                let number = line.dropFirst("# dcmdump (".count).prefix { $0.isNumber }
                current = Int(number).map { $0 - 1 }
            } else if let current, headers.indices.contains(current), line.hasPrefix("("),
                line.dropFirst(10).first == ")",
                line.dropFirst(11).first == " ", let element = Element(rawValue: String(line.dropFirst(1).prefix(9))),
                let open = line.firstIndex(of: "["), let end = line.lastIndex(of: "#"),
                let close = line[..<end].lastIndex(of: "]"), open < close
            {
                headers[current][element] = line[line.index(after: open)..<close].trimmingPrefix { $0 == " " }
                    .split(separator: "\u{0}").first.map(String.init)
            }
        }
        return headers.map(DicomHeader.init)
    }
}
