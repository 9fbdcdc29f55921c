import Cairn
import CairnAudit
import CairnCrypto
import CairnLog
import CairnModel
import CairnPostgres
import CairnTestSupport
import Foundation
import Testing

/// A ledger of events that are written a line each, `family.verb DATE {data}`, sealed and projected; a date means noon.
struct AskedLedger {
    let database: TestDatabase
    let origin: Origin
    /// The index of the first line's entry.
    let first: UInt64
    private let author: VerifierKey
    private let seed: [UInt8]
    private let ledgerSeed: [UInt8]
    private let registrarSeed: [UInt8]
    private let state = FileManager.default.temporaryDirectory.appending(path: "cairn-state-\(UUID().uuidString)").path

    init(_ lines: String = "", project: Bool = true) async throws {
        origin = try Origin("ledger.hospital-a.example/asked")
        database = try await TestDatabase.migrated()
        ledgerSeed = try Random.bytes(32)
        registrarSeed = try Random.bytes(32)
        let time = try AskedLedger.time
        try await LedgerCreation.create(
            in: database.address,
            origin: origin,
            ledgerKey: Ed25519PrivateKey(seed: ledgerSeed),
            registrar: AskedLedger.verifier("registrar", Ed25519PrivateKey(seed: registrarSeed)),
            recovery: AskedLedger.verifier("recovery", Ed25519PrivateKey()),
            time: time
        )
        seed = try Random.bytes(32)
        author = try AskedLedger.verifier("all", Ed25519PrivateKey(seed: seed))
        first = try await AskedLedger.register(author, "*", registrarSeed, origin, database) + 1
        try await append(lines)
        if project { _ = try await self.project() }
    }

    private static var time: Timestamp { get throws { try #require(Timestamp(microseconds: 1_767_225_600_000_000)) } }

    /// A date means noon.
    private static func time(_ text: String) -> String { text.utf8.count == 10 ? text + "T12:00:00Z" : text }

    private static func verifier(_ name: String, _ key: borrowing Ed25519PrivateKey) throws -> VerifierKey {
        VerifierKey(name: try KeyName("\(name).hospital-a.example"), publicKey: key.publicKey)
    }

    /// Registers a key for a role; one that isn't for all may mark events as wrong, too.
    ///
    /// - Returns: The index of the entry.
    private static func register(
        _ author: VerifierKey,
        _ role: String,
        _ registrarSeed: [UInt8],
        _ origin: Origin,
        _ database: TestDatabase
    ) async throws -> UInt64 {
        let registering = try await Appender(
            database: database.address,
            origin: origin,
            author: verifier("registrar", Ed25519PrivateKey(seed: registrarSeed)),
            key: Ed25519PrivateKey(seed: registrarSeed)
        )
        let event = KeyRegistered(key: author, roles: AskedLedger.roles(role))
        let receipt = try await registering.append(event, source: "urn:test", time: time)
        await registering.close()
        try await LedgerCreation.bind(author, to: nil, of: origin, in: database.address)
        return receipt.index
    }

    private static func roles(_ role: String) -> [Role] {
        ["*", "correction", "redaction"].contains(role) ? [Role(role)] : [Role(role), Role("correction")]
    }

    /// Redacts the event of a line, by its number from 1, with a key of its own, and seals that.
    func redact(_ line: UInt64) async throws {
        let redactorSeed = try Random.bytes(32)
        let redactor = try AskedLedger.verifier("redactor-\(line)", Ed25519PrivateKey(seed: redactorSeed))
        _ = try await AskedLedger.register(redactor, "redaction", registrarSeed, origin, database)
        let reader = try await LedgerReader(database: database.address, origin: origin)
        defer { reader.close() }
        let event = try await Redaction(reader).event(redacting: first + line - 1, reason: ReasonCode("name-in-text"))
        let appender = try await Appender(
            database: database.address,
            origin: origin,
            author: redactor,
            key: Ed25519PrivateKey(seed: redactorSeed)
        )
        _ = try await appender.append(event, source: "urn:test", time: AskedLedger.time)
        await appender.close()
        try await append("")
    }

    /// Appends lines, and seals them unless told not to; `{id N}` is the id of the event of the Nth of these lines.
    ///
    /// A line that isn't of its form is a fault, unless it is told not to look; then it is appended all the same. Another
    /// author is registered first, with its role.
    func append(
        _ lines: String,
        by other: (name: String, role: String)? = nil,
        seal: Bool = true,
        checksForms: Bool = true
    ) async throws {
        let parts = lines.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 2).map(String.init) }
        let times = try parts.map { try Timestamp(parsing: AskedLedger.time($0[1]).utf8) }
        let ids = try times.map { "\(try EventID.random(at: $0))" }
        let bodies = try parts.enumerated().map { number, parts in
            let data = parts[2].replacing(/\{id ([0-9]+)\}/) { Int($0.1).map { ids[$0 - 1] } ?? "" }
            let text = """
                {"specversion":"1.0","id":"\(ids[number])","source":"urn:test","type":"cairn.\(parts[0]).v1","time":"\(AskedLedger.time(parts[1]))","data":\(data)}
                """
            let body = try Body(checking: Array(text.utf8))
            // A line that isn't of its form would be left out of every answer.
            if checksForms { _ = try #require(try KnownEvents.decode(body), "\(parts.joined(separator: " "))") }
            return body
        }
        if !bodies.isEmpty {
            var (author, seed) = (self.author, self.seed)
            if let other {
                seed = try Random.bytes(32)
                author = try AskedLedger.verifier(other.name, Ed25519PrivateKey(seed: seed))
                _ = try await AskedLedger.register(author, other.role, registrarSeed, origin, database)
            }
            let key = try Ed25519PrivateKey(seed: seed)
            let appender = try await Appender(database: database.address, origin: origin, author: author, key: key)
            for first in stride(from: 0, to: bodies.count, by: 500) {
                _ = try await appender.append(bodies: Array(bodies[first..<min(first + 500, bodies.count)]))
            }
            await appender.close()
        }
        guard seal else { return }
        let sealer = try await Sealer(
            database: database.address,
            origin: origin,
            key: Ed25519PrivateKey(seed: ledgerSeed),
            stateFile: StateFile(state)
        )
        _ = try await sealer.seal()
        await sealer.close()
    }

    /// Revokes the key that the lines were signed with, which may have been in other hands since one of them.
    func revoke(sinceLine line: UInt64) async throws {
        let registrar = try AskedLedger.verifier("registrar", Ed25519PrivateKey(seed: registrarSeed))
        let appender = try await Appender(
            database: database.address,
            origin: origin,
            author: registrar,
            key: Ed25519PrivateKey(seed: registrarSeed)
        )
        let event = KeyRevoked(key: author, reason: try ReasonCode("stolen"), compromisedSince: first + line - 1)
        _ = try await appender.append(event, source: "urn:test", time: AskedLedger.time)
        await appender.close()
        try await append("")
        _ = try await project()
    }

    func withProjector<Value: Sendable>(_ body: (Projector) async throws -> Value) async throws -> Value {
        try await Projector.with(database.address, origin, body)
    }

    func project(rebuild: Bool = false) async throws -> Projector.Report {
        try await withProjector { try await $0.project(rebuild: rebuild) }
    }

    /// Asks; the world is asked about as it is at the beginning of 2027.
    func ask(
        _ code: String,
        _ parameters: [String: String] = [:],
        validAt: String = "2027-01-01",
        knownAtLine: UInt64? = nil,
        people: Bool = true,
        limit: Int = 1_000
    ) async throws -> AskedAnswer {
        try await Auditor.with(database.address, origin) { auditor in
            let answer = try await auditor.answer(
                Question.named(code),
                parameters,
                validAt: Auditor.time(validAt, "valid-at"),
                knownAt: knownAtLine.map { first + $0 },
                asker: "officer",
                now: Auditor.time("2027-01-01", "now"),
                showsPeople: people,
                limit: limit
            )
            return AskedAnswer(answer: answer, first: first)
        }
    }
}

/// An answer, in a form that a test can write down.
struct AskedAnswer {
    let answer: Answer
    let first: UInt64

    var summary: String { answer.summary }

    /// The numbers of the lines that each row cites, from 1.
    var cited: [[Int64]] {
        answer.rows.map { row in Answer.entries(of: row).map { Int64(bitPattern: $0) - Int64(bitPattern: first) + 1 } }
    }

    /// Some columns of each row, joined by a space.
    func lines(_ columns: String...) -> [String] {
        answer.rows.map { row in columns.map { AskedAnswer.text(row[$0]) }.joined(separator: " ") }
    }

    private static func text(_ value: JSONValue?) -> String {
        switch value {
        case .string(let text): text
        case .integer(let number): "\(number)"
        case .bool(let bool): "\(bool)"
        case .array(let elements): elements.isEmpty ? "-" : elements.map { text($0) }.joined(separator: ",")
        case .object, .null: "-"
        case nil: "(no such column)"
        }
    }
}
