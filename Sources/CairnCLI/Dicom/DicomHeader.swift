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

    /// Whether the file is an instance.
    var isInstance: Bool { !isDirectory && self[.instance] != nil }

    /// What the instance's series is known by; an instance that names none is a series of its own.
    var seriesIdentity: String { self[.series] ?? "instance \(self[.instance] ?? "")" }

    /// What the instance's study is known by; a series that names none is a study of its own.
    var studyIdentity: String { self[.study] ?? seriesIdentity }

    /// Reads what DCMTK's `dcmdump +F -Un -M +p +L +Qn` prints: a heading for each file, then a line for each element.
    ///
    /// Elements inside sequences have more than one tag before their type, and are left out. A value whose type the file
    /// doesn't say stands there as bytes in hexadecimal.
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
                let end = line.lastIndex(of: "#")
            {
                headers[current][element] = value(line.dropFirst(12)[..<end])
            }
        }
        return headers.map(DicomHeader.init)
    }

    /// The value in `UI [1.2.3]` or `UN 31\2e\32`, without what pads it.
    private static func value(_ text: Substring) -> String? {
        let value: Substring
        if let open = text.firstIndex(of: "["), let close = text.lastIndex(of: "]"), open < close {
            value = text[text.index(after: open)..<close]
        } else if text.hasPrefix("UN ") {
            let bytes = text.dropFirst(3).prefix { $0 != " " }.split(separator: "\\").compactMap {
                UInt8($0, radix: 16)
            }
            value = Substring(decoding: bytes, as: UTF8.self)
        } else {
            return nil
        }
        return unquoted(value).trimmingPrefix { $0 == " " }.split(separator: "\u{0}").first.map(String.init)
    }

    /// Text in which bytes that are no printable ASCII stand as `&#10;`, and four characters by their names.
    private static func unquoted(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: "&"), let end = rest[start...].firstIndex(of: ";") {
            bytes += rest[..<start].utf8
            let name = rest[rest.index(after: start)..<end]
            switch name {
            case "amp": bytes.append(UInt8(ascii: "&"))
            case "lt": bytes.append(UInt8(ascii: "<"))
            case "gt": bytes.append(UInt8(ascii: ">"))
            case "quot": bytes.append(UInt8(ascii: "\""))
            case "apos": bytes.append(UInt8(ascii: "'"))
            default:
                if name.first == "#", let byte = UInt8(name.dropFirst()) {
                    bytes.append(byte)
                } else {
                    bytes += rest[start...end].utf8
                }
            }
            rest = rest[rest.index(after: end)...]
        }
        return String(decoding: bytes + rest.utf8, as: UTF8.self)
    }
}
