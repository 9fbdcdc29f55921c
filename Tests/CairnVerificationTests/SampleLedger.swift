import CairnCrypto
import CairnLog
import CairnModel
import CairnVerification
import Testing

/// A ledger that tests make, sign and spoil: keys from fixed seeds, no clock.
struct SampleLedger {
    /// A key and where its author stands.
    struct Author {
        let name: String
        let seed: UInt8
        var number: UInt64 = 0
        var previous = Hash.zero
        var anchor = Anchor.none

        var key: VerifierKey {
            get throws {
                let key = try Ed25519PrivateKey(seed: Array(repeating: seed, count: 32))
                return VerifierKey(name: try KeyName(name), publicKey: key.publicKey)
            }
        }
    }

    static let origin = "ledger.test.example/imaging"

    var ledger = Author(name: origin, seed: 1)
    var registrar = Author(name: "registrar.test.example", seed: 2)
    var uploader = Author(name: "uploader.test.example", seed: 3)
    var recovery = Author(name: "recovery.test.example", seed: 6)
    var redactor = Author(name: "redactor.test.example", seed: 7)
    var entries: [Entry] = []
    /// The bodies of the entries; `nil` where one is absent.
    var bodies: [[UInt8]?] = []
    var notes: [UInt64: [UInt8]] = [:]

    /// A ledger without any entry.
    static let empty = SampleLedger(nothing: ())

    private init(nothing: Void) {}

    /// A ledger with its genesis, which registers the registrar, and the registration of an uploader.
    init() throws {
        try append(
            [
                try body(LedgerCreated(origin: Origin(SampleLedger.origin), key: ledger.key)),
                try body(KeyRegistered(key: registrar.key, roles: [.key, .ledger]), 1),
            ],
            by: \.ledger
        )
        registrar.anchor = head
        try append([try body(KeyRegistered(key: uploader.key, roles: [.all]), 2)], by: \.registrar)
        uploader.anchor = head
    }

    /// A ledger with some submissions of the uploader: sizes 1, 2, 3, and so on.
    init(submissions: Int) throws {
        try self.init()
        for count in 1...submissions { try upload(count) }
    }

    /// A ledger whose submission 0 also registers a recovery key, and whose registrar has registered a redactor.
    static func withRecoveryAndRedactor() throws -> SampleLedger {
        var sample = SampleLedger.empty
        try sample.append(
            [
                sample.body(LedgerCreated(origin: Origin(SampleLedger.origin), key: sample.ledger.key)),
                sample.body(KeyRegistered(key: sample.registrar.key, roles: [.key, .ledger]), 1),
                sample.body(KeyRegistered(key: sample.recovery.key, roles: [.recovery]), 2),
            ],
            by: \.ledger
        )
        sample.registrar.anchor = sample.head
        sample.recovery.anchor = sample.head
        try sample.append(
            [
                sample.body(KeyRegistered(key: sample.uploader.key, roles: [.all]), 3),
                sample.body(KeyRegistered(key: sample.redactor.key, roles: [.redaction]), 4),
            ],
            by: \.registrar
        )
        sample.uploader.anchor = sample.head
        sample.redactor.anchor = sample.head
        return sample
    }

    /// The head of the ledger, as an author sees it.
    var head: Anchor { Anchor(size: UInt64(entries.count), leafHash: entries.last?.leafHash ?? .zero) }

    /// The anchor that names the first entries.
    func anchor(_ size: Int) -> Anchor { Anchor(size: UInt64(size), leafHash: entries[size - 1].leafHash) }

    /// Appends a redaction of an entry.
    mutating func redact(
        _ index: Int,
        by author: WritableKeyPath<SampleLedger, Author> = \.redactor,
        bodyHash: Hash? = nil,
        type: String = "cairn.image.noted.v1"
    ) throws {
        let redaction = try RedactionRecorded(
            index: UInt64(index),
            bodyHash: bodyHash ?? entries[index].bodyHash,
            redactedType: EventType(type),
            reason: ReasonCode("name-in-a-note")
        )
        self[keyPath: author].anchor = head
        try append([body(redaction, entries.count + 50_000)], by: author)
    }

    mutating func upload(_ count: Int) throws {
        let first = entries.count
        try append((first..<(first + count)).map { try note($0) }, by: \.uploader)
    }

    /// The bytes of an event of no known type.
    func note(_ number: Int, type: String = "cairn.image.noted.v1", data: String = "{}") throws -> [UInt8] {
        let id = try #require(EventID(bytes: Array(repeating: 0, count: 12) + bigEndian(number)))
        return Array(
            """
            {"specversion":"1.0","id":"\(id)","source":"test.example","type":"\(type)",\
            "time":"2026-01-31T12:00:00Z","data":\(data)}
            """.utf8
        )
    }

    func body(_ event: some Event, _ number: Int = 0) throws -> [UInt8] {
        let id = try #require(EventID(bytes: Array(repeating: 0, count: 12) + bigEndian(number)))
        let time = try Timestamp(parsing: "2026-01-31T12:00:00Z".utf8)
        return try Body(event, id: id, source: "test.example", time: time).bytes
    }

    /// Appends a submission as the author's next one.
    mutating func append(_ bodies: [[UInt8]], by author: WritableKeyPath<SampleLedger, Author>) throws {
        let writer = self[keyPath: author]
        let statement = try SubmissionStatement(
            origin: Origin(SampleLedger.origin),
            author: writer.key,
            number: writer.number,
            previous: writer.previous,
            anchor: writer.anchor,
            count: bodies.count,
            root: Submission.root(of: bodies.map { Body.hash(of: $0) })
        )
        try append(bodies, under: statement, signedWith: writer.seed)
        self[keyPath: author].number += 1
        self[keyPath: author].previous = statement.hash
        self[keyPath: author].anchor = head
    }

    /// Appends bodies under any statement.
    mutating func append(_ bodies: [[UInt8]], under statement: SubmissionStatement, signedWith seed: UInt8) throws {
        let key = try Ed25519PrivateKey(seed: Array(repeating: seed, count: 32))
        try append(
            bodies,
            note: SignedNote.sign(text: statement.text, name: statement.author.name, key: key).bytes
        )
    }

    /// Appends bodies under any note.
    mutating func append(_ bodies: [[UInt8]], note: [UInt8]) throws {
        notes[UInt64(entries.count)] = note
        let recordedAt = try #require(Timestamp(microseconds: 1_770_000_000_000_000 + Int64(notes.count)))
        let genesis = try Origin(SampleLedger.origin).genesisPrevious
        for (position, body) in bodies.enumerated() {
            self.bodies.append(body)
            entries.append(
                Entry(
                    index: UInt64(entries.count),
                    recordedAt: recordedAt,
                    previous: entries.last?.leafHash ?? genesis,
                    noteHash: SHA256.hash(note),
                    position: UInt32(position),
                    bodyHash: Body.hash(of: body)
                )
            )
        }
    }

    /// The statement of the uploader's next submission, to be spoilt.
    func statement(
        _ bodies: [[UInt8]],
        author: VerifierKey? = nil,
        number: UInt64? = nil,
        anchor: Anchor? = nil
    ) throws -> SubmissionStatement {
        try SubmissionStatement(
            origin: Origin(SampleLedger.origin),
            author: try author ?? uploader.key,
            number: number ?? uploader.number,
            previous: uploader.previous,
            anchor: anchor ?? uploader.anchor,
            count: bodies.count,
            root: Submission.root(of: bodies.map { Body.hash(of: $0) })
        )
    }

    private func bigEndian(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
