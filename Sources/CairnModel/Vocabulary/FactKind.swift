import CairnCrypto
import CairnLog

/// How the value of a fact is written in JSON, and what it may be.
public enum FactKind: String, Sendable, CaseIterable {
    /// 1 to 255 printable ASCII characters without spaces: an id, a code, a version.
    case identifier
    /// A term of a vocabulary, as `prefix:Name`.
    case term
    /// The name of a thing or an organisation, never of a person: 1 to 255 bytes without control characters.
    case words
    /// A time in UTC.
    case time
    /// An integer from 0.
    case count
    /// True or false.
    case flag
    /// 32 bytes in base64: a hash, a commitment, a root.
    case hash
    /// At most 1,000 identifiers.
    case identifiers
    /// Who did it: an object.
    case actor
    /// Payloads in the vault: an array of objects.
    case sealed

    /// Whether a value may stand for a fact of this kind.
    func accepts(_ value: JSONValue) -> Bool {
        switch self {
        case .identifier: value.string.map(FactKind.isIdentifier) ?? false
        case .term: value.string.map(FactKind.isTerm) ?? false
        case .words: value.string.map(FactKind.isWords) ?? false
        case .time: value.string.map { FactKind.isTime($0.utf8) } ?? false
        case .count: value.integer.map { $0 >= 0 } ?? false
        case .flag: if case .bool = value { true } else { false }
        case .hash: value.string.map { FactKind.hash($0) != nil } ?? false
        case .identifiers:
            value.strings.map { $0.count <= Limits.references && $0.allSatisfy(FactKind.isIdentifier) } ?? false
        case .actor: Actor(value) != nil
        case .sealed: FactKind.isSealed(value)
        }
    }

    /// Whether a value of a checked text may stand for a fact of this kind: the same rules, without making anything of it.
    func accepts(_ text: JSONText, _ node: Int) -> Bool {
        switch self {
        case .identifier: text.isPrintable(node)
        case .term:
            text.isPrintable(node)
                && text.characters(node).dropFirst().dropLast().contains(UInt8(ascii: ":"))
                && text.characters(node).first != UInt8(ascii: ":")
        case .words:
            text.nodes[node].kind == .string && FactKind.isWords(String(decoding: text.characters(node), as: UTF8.self))
        case .time: text.nodes[node].kind == .string && FactKind.isTime(text.characters(node))
        case .count: text.integer(node).map { $0 >= 0 } ?? false
        case .flag: text.nodes[node].kind == .bool
        case .hash:
            text.nodes[node].kind == .string
                && Base64.decode(Array(text.characters(node))).map { $0.count == 32 } ?? false
        case .identifiers:
            text.nodes[node].kind == .array && text.elementCount(node) <= Limits.references
                && text.elements(node).allSatisfy { text.isPrintable($0) }
        case .actor: Actor(text.value(node)) != nil
        case .sealed: FactKind.isSealed(text.value(node))
        }
    }

    static func hash(_ text: String) -> Hash? { Base64.decode(Array(text.utf8)).flatMap { Hash($0) } }

    static func isIdentifier(_ text: String) -> Bool {
        (1...Limits.nameBytes).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    private static func isTerm(_ text: String) -> Bool {
        guard isIdentifier(text), let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        return colon != text.utf8.startIndex && text.utf8.index(after: colon) != text.utf8.endIndex
    }

    private static func isWords(_ text: String) -> Bool {
        (1...Limits.nameBytes).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }

    private static func isSealed(_ value: JSONValue) -> Bool {
        do {
            _ = try SealedReference.list(in: .object([.init("sealed", value)]))
            return true
        } catch {
            return false
        }
    }

    private static func isTime(_ text: some Collection<UInt8>) -> Bool {
        do {
            _ = try Timestamp(parsing: text)
            return true
        } catch {
            return false
        }
    }
}
