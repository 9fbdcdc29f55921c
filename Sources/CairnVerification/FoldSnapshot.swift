import CairnCrypto
import CairnLog
public import CairnModel

/// Where a ``LedgerFold`` stood between two submissions, to be kept by whoever made it and taken up later.
///
/// It is as trustworthy as the place where it was kept: entries below its size are not read again. It holds the tree's
/// right edge, the keys and where each author stands: some 1 KB for each author, 8 KB for each level of tiles.
public struct FoldSnapshot: Sendable {
    /// The most bytes of an encoded snapshot.
    public static let largest = 64 * 1_048_576
    private static let format = "cairn/fold/v1"

    /// The fold that goes on from here.
    public let fold: LedgerFold

    /// The snapshot of a fold, or `nil` while a submission is being read.
    public init?(_ fold: LedgerFold) {
        guard fold.openSubmission == nil else { return nil }
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
            .init("size", .count(size)), .init("submissions", .count(fold.submissions)),
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
        let registrations = registry.registrations.sorted {
            ($0.value.index, "\($0.key)") < ($1.value.index, "\($1.key)")
        }
        members.append(.init("keys", .array(registrations.map(FoldSnapshot.json))))
        let authors = fold.counting.authors.sorted { "\($0.key)" < "\($1.key)" }
        members.append(.init("authors", .array(authors.map(FoldSnapshot.json))))
        return .object(members)
    }

    private static func json(_ key: VerifierKey, _ registration: KeyRegistry.Registration) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("key", .string("\(key)")), .init("index", .count(registration.index)),
            .init("leafHash", .hash(registration.leafHash)),
            .init("roles", .array(registration.roles.map { .string($0.name) })),
        ]
        if let index = registration.revokedAt { members.append(.init("revokedAt", .count(index))) }
        if let index = registration.compromisedSince { members.append(.init("compromisedSince", .count(index))) }
        return .object(members)
    }

    private static func json(_ key: VerifierKey, _ author: CountingState.Author) -> JSONValue {
        .object([
            .init("key", .string("\(key)")), .init("nextNumber", .count(author.nextNumber)),
            .init("previous", .hash(author.previous)), .init("anchors", .array(author.anchors.map(JSONValue.hash))),
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
                anchors: try author.list("anchors").map { try $0.hash() }
            )
        }
        return LedgerFold(
            counting: CountingState(origin: origin, registry: try registry(json, origin), authors: authors),
            tree: try TreeFold(size: json.member("size").count(), edge: edge),
            submissions: try json.member("submissions").count(),
            discounted: try json.member("discounted").count(),
            lastLeafHash: try json.member("lastLeafHash").hash(),
            recordedAt: try json["recordedAt"].flatMap { Timestamp(microseconds: try Int64($0.count())) }
        )
    }

    /// The registry, made by the events that would have made it.
    private static func registry(_ json: JSONValue, _ origin: Origin) throws -> KeyRegistry {
        var registry = KeyRegistry()
        for (place, key) in try json.list("ledgerKeys").enumerated() {
            let event: RegistryEvent =
                place == 0
                ? .created(LedgerCreated(origin: origin, key: try key.verifierKey()))
                : .keyChanged(LedgerKeyChanged(key: try key.verifierKey()))
            registry.apply(event, index: try key.member("since").count(), leafHash: .zero)
        }
        for entry in try json.list("keys") {
            let key = try entry.verifierKey()
            let leafHash = try entry.member("leafHash").hash()
            let roles = try entry.list("roles").map { Role($0.string ?? "") }
            registry.apply(
                .registered(KeyRegistered(key: key, roles: roles)),
                index: try entry.member("index").count(),
                leafHash: leafHash
            )
            guard let revokedAt = try entry["revokedAt"]?.count() else { continue }
            let event = KeyRevoked(key: key, reason: "", compromisedSince: try entry["compromisedSince"]?.count())
            registry.apply(.revoked(event), index: revokedAt, leafHash: .zero)
        }
        return registry
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
