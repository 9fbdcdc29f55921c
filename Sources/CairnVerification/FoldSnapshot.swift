import CairnCrypto
import CairnLog
public import CairnModel

/// Where a ``LedgerFold`` stood between two submissions, to be kept by whoever made it and taken up later.
///
/// It is as trustworthy as the place where it was kept: entries below its size are not read again. It holds the tree's
/// right edge, the keys, where each author is, which entries are guarded, don't count or are absent: some 300 bytes for
/// each author, 8 KB for each level of tiles, 53 bytes for each absent body that no redaction has explained yet.
public struct FoldSnapshot: Sendable {
    /// The most bytes of an encoded snapshot.
    public static let largest = 128 * 1_048_576
    private static let format = "cairn/fold/v2"

    /// The fold that goes on from here.
    public let fold: LedgerFold

    /// The snapshot of a fold, or `nil` while a submission is being read, or where not everything could be judged.
    public init?(_ fold: LedgerFold) {
        guard fold.openSubmission == nil, fold.isWholeJudgement else { return nil }
        self.fold = fold
    }

    /// The ledger.
    public var origin: Origin { fold.counting.origin }

    /// The number of entries that were read.
    public var size: UInt64 { fold.size }

    /// The snapshot as a line of JSON and a line with the SHA-256 of the first, line feed included.
    public var bytes: [UInt8] {
        let line = json.encoded + [UInt8(ascii: "\n")]
        return line + Array("\(SHA256.hash(line))\n".utf8)
    }

    /// Reads what ``bytes`` gave.
    ///
    /// - Throws: `ModelError` with code `snapshot.malformed`.
    public init(parsing bytes: [UInt8]) throws(ModelError) {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
            bytes[(end + 1)...].elementsEqual("\(SHA256.hash(Array(bytes[...end])))\n".utf8)
        else { throw FoldSnapshot.fault("its bytes were changed, or cut off") }
        do {
            fold = try FoldSnapshot.fold(JSONValue(parsing: Array(bytes[..<end])))
        } catch let error as ModelError {
            throw error
        } catch {
            throw FoldSnapshot.fault("\(error)")
        }
    }

    static func fault(_ what: String) -> ModelError {
        ModelError(.snapshot, "what was remembered of an earlier reading can't be used: \(what)")
    }
}

extension FoldSnapshot {
    private var json: JSONValue {
        let registry = fold.counting.registry
        var members: [JSONValue.Member] = [
            .init("format", .string(FoldSnapshot.format)), .init("origin", .string("\(origin)")),
            .init("size", .count(size)), .init("firstSize", .count(fold.counting.firstSize)),
            .init("submissions", .count(fold.submissions)),
            .init("discounted", .count(fold.discounted)), .init("lastLeafHash", .hash(fold.lastLeafHash)),
        ]
        if let time = fold.currentTime { members.append(.init("recordedAt", .integer(time.microseconds))) }
        members.append(.init("edge", .array(fold.tree.levels.map { .array($0.map(JSONValue.hash)) })))
        members.append(
            .init(
                "ledgerKeys",
                .array(
                    registry.ledgerKeys.map {
                        .object([.init("key", .string("\($0.key)")), .init("since", .count($0.since))])
                    }
                )
            )
        )
        members.append(.init("recovered", .bool(registry.isRecovered)))
        let registrations = registry.registrations.sorted {
            ($0.value.index, "\($0.key)") < ($1.value.index, "\($1.key)")
        }
        members.append(.init("keys", .array(registrations.map(FoldSnapshot.json))))
        let authors = fold.counting.authors.sorted { "\($0.key)" < "\($1.key)" }
        members.append(.init("authors", .array(authors.map(FoldSnapshot.json))))
        members.append(.init("redactions", FoldSnapshot.json(fold.redacting)))
        return .object(members)
    }

    private static func json(_ redacting: RedactionFold) -> JSONValue {
        .object([
            .init("guarded", json(redacting.guarded)), .init("discounted", json(redacting.discounted)),
            .init(
                "byType",
                .array(
                    redacting.byType.sorted { $0.key < $1.key }.map {
                        .object([.init("type", .string($0.key)), .init("count", .count($0.value))])
                    }
                )
            ),
            .init("ofOtherTypes", .count(redacting.ofOtherTypes)),
            .init(
                "absent",
                .array(
                    redacting.unexplained.map {
                        .object([.init("index", .count($0.index)), .init("bodyHash", .hash($0.bodyHash))])
                    }
                )
            ),
        ])
    }

    /// Starts and lengths, one after the other.
    private static func json(_ ranges: IndexRanges) -> JSONValue {
        .array(ranges.ranges.flatMap { [.count($0.lowerBound), .count(UInt64($0.count))] })
    }

    private static func json(_ key: VerifierKey, _ registration: KeyRegistry.Registration) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("key", .string("\(key)")), .init("index", .count(registration.index)),
            .init("registrar", .string("\(registration.registrar.key)")),
            .init("registrarsSubmission", .count(registration.registrar.firstIndex)),
            .init("roles", .array(registration.roles.map { .string($0.name) })),
        ]
        if let index = registration.revokedAt { members.append(.init("revokedAt", .count(index))) }
        if let index = registration.compromisedSince { members.append(.init("compromisedSince", .count(index))) }
        return .object(members)
    }

    private static func json(_ key: VerifierKey, _ author: CountingState.Author) -> JSONValue {
        .object([
            .init("key", .string("\(key)")), .init("nextNumber", .count(author.nextNumber)),
            .init("previous", .hash(author.previous)), .init("anchor", .count(author.anchorSize)),
        ])
    }

    private static func fold(_ json: JSONValue) throws -> LedgerFold {
        guard json["format"]?.string == format else { throw fault("it is of another format than \(format)") }
        let origin = try Origin(json.member("origin").string ?? "")
        let edge = try json.list("edge").map { level in
            guard let hashes = level.array else { throw fault("an edge is no list of hashes") }
            return try hashes.map { try $0.hash() }
        }
        var authors: [VerifierKey: CountingState.Author] = [:]
        for author in try json.list("authors") {
            authors[try author.verifierKey()] = CountingState.Author(
                nextNumber: try author.member("nextNumber").count(),
                previous: try author.member("previous").hash(),
                anchorSize: try author.member("anchor").count()
            )
        }
        return LedgerFold(
            counting: CountingState(
                origin: origin,
                registry: try registry(json),
                firstSize: try json.member("firstSize").count(),
                authors: authors
            ),
            redacting: try redacting(json.member("redactions")),
            tree: try TreeFold(size: json.member("size").count(), edge: edge),
            submissions: try json.member("submissions").count(),
            discounted: try json.member("discounted").count(),
            lastLeafHash: try json.member("lastLeafHash").hash(),
            recordedAt: try json["recordedAt"].flatMap { Timestamp(microseconds: try Int64($0.count())) }
        )
    }

    private static func registry(_ json: JSONValue) throws -> KeyRegistry {
        var registrations: [VerifierKey: KeyRegistry.Registration] = [:]
        for entry in try json.list("keys") {
            registrations[try entry.verifierKey()] = KeyRegistry.Registration(
                index: try entry.member("index").count(),
                registrar: (
                    try VerifierKey(parsing: entry.member("registrar").string ?? ""),
                    try entry.member("registrarsSubmission").count()
                ),
                roles: try entry.list("roles").map { Role($0.string ?? "") },
                revokedAt: try entry["revokedAt"]?.count(),
                compromisedSince: try entry["compromisedSince"]?.count()
            )
        }
        return KeyRegistry(
            ledgerKeys: try json.list("ledgerKeys").map { (try $0.member("since").count(), try $0.verifierKey()) },
            registrations: registrations,
            isRecovered: try json.member("recovered") == .bool(true)
        )
    }

    private static func redacting(_ json: JSONValue) throws -> RedactionFold {
        var byType: [String: UInt64] = [:]
        for type in try json.list("byType") {
            byType[try type.member("type").string ?? ""] = try type.member("count").count()
        }
        return RedactionFold(
            guarded: try ranges(json.list("guarded")),
            discounted: try ranges(json.list("discounted")),
            byType: byType,
            ofOtherTypes: try json.member("ofOtherTypes").count(),
            unexplained: try json.list("absent").map {
                (try $0.member("index").count(), try $0.member("bodyHash").hash())
            }
        )
    }

    private static func ranges(_ numbers: [JSONValue]) throws -> IndexRanges {
        let counts = try numbers.map { try $0.count() }
        guard counts.count.isMultiple(of: 2),
            let ranges = IndexRanges(
                stride(from: 0, to: counts.count, by: 2).map { counts[$0]..<(counts[$0] + counts[$0 + 1]) }
            )
        else { throw fault("ranges of entries are none") }
        return ranges
    }
}

extension JSONValue {
    fileprivate static func count(_ number: UInt64) -> JSONValue { .integer(Int64(clamping: number)) }

    fileprivate static func hash(_ hash: Hash) -> JSONValue { .string(Base64.encode(hash.bytes)) }

    fileprivate func member(_ name: String) throws(ModelError) -> JSONValue {
        guard let value = self[name] else { throw FoldSnapshot.fault("\(name) is missing") }
        return value
    }

    fileprivate func list(_ name: String) throws(ModelError) -> [JSONValue] {
        guard let list = self[name]?.array else { throw FoldSnapshot.fault("\(name) is no list") }
        return list
    }

    fileprivate func count() throws(ModelError) -> UInt64 {
        guard let integer, let count = UInt64(exactly: integer) else { throw FoldSnapshot.fault("a number is missing") }
        return count
    }

    fileprivate func hash() throws(ModelError) -> Hash {
        guard let string, let bytes = Base64.decode(string.utf8), let hash = Hash(bytes) else {
            throw FoldSnapshot.fault("a hash is malformed")
        }
        return hash
    }

    fileprivate func verifierKey() throws -> VerifierKey {
        try VerifierKey(parsing: member("key").string ?? "")
    }
}
