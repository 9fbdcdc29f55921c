public import CairnCrypto
public import CairnLog

/// What an author signs for one submission: eight lines, each ended by a line feed.
public struct SubmissionStatement: Hashable, Sendable {
    /// The ledger.
    public let origin: Origin
    /// The author's key.
    public let author: VerifierKey
    /// The author's number, from 0, without gaps.
    public let number: UInt64
    /// The statement hash of the author's previous submission that counts, or zero.
    public let previous: Hash
    /// The head of the ledger that the author saw.
    public let anchor: Anchor
    /// The number of bodies.
    public let count: Int
    /// The RFC 9162 root over the body hashes.
    public let root: Hash

    /// Makes a statement.
    ///
    /// - Throws: ``ModelError`` with code `submission.too-large` unless there are 1 to 10,000 bodies.
    public init(
        origin: Origin,
        author: VerifierKey,
        number: UInt64,
        previous: Hash,
        anchor: Anchor,
        count: Int,
        root: Hash
    ) throws(ModelError) {
        guard (1...Limits.submissionBodies).contains(count) else {
            throw ModelError(
                .submissionTooLarge,
                "a submission has 1 to \(Limits.submissionBodies) bodies, not \(count)"
            )
        }
        self.origin = origin
        self.author = author
        self.number = number
        self.previous = previous
        self.anchor = anchor
        self.count = count
        self.root = root
    }

    /// Makes the statement of bodies in their order.
    ///
    /// - Throws: ``ModelError`` with code `submission.too-large` unless there are 1 to 10,000 bodies of at most 16 MiB.
    public init(
        origin: Origin,
        author: VerifierKey,
        number: UInt64,
        previous: Hash,
        anchor: Anchor,
        bodies: [Body]
    ) throws(ModelError) {
        let byteCount = bodies.reduce(0) { $0 + $1.bytes.count }
        guard byteCount <= Limits.submissionBytes else {
            throw ModelError(
                .submissionTooLarge,
                "the bodies have \(byteCount) bytes, at most \(Limits.submissionBytes) are taken: split them"
            )
        }
        try self.init(
            origin: origin,
            author: author,
            number: number,
            previous: previous,
            anchor: anchor,
            count: bodies.count,
            root: Submission.root(of: bodies.map(\.hash))
        )
    }

    /// Reads a statement, and refuses what is left over.
    ///
    /// - Throws: ``ModelError`` with code `statement.malformed`.
    public init(parsing text: [UInt8]) throws(ModelError) {
        var lines = Lines(text)
        guard let header = lines.next(), header.elementsEqual(SubmissionStatement.header.utf8) else {
            throw ModelError(.statement, "the first line is not \(SubmissionStatement.header)")
        }
        guard let originLine = lines.next(), let author = lines.next(), let numberLine = lines.next(),
            let previousLine = lines.next(), let anchorLine = lines.next(), let countLine = lines.next(),
            let rootLine = lines.next(), lines.isAtEnd
        else { throw ModelError(.statement, "a statement has eight lines") }
        do {
            origin = try Origin(bytes: originLine)
            self.author = try VerifierKey(parsing: author)
        } catch {
            throw ModelError(.statement, "origin or author's key is malformed: \(error)")
        }
        guard self.author.algorithm == .ed25519, Origin.isName(self.author.name.bytes) else {
            throw ModelError(.statement, "the author's key is no Ed25519 key under a name that Cairn allows")
        }
        guard let number = Decimal.decode(numberLine), let count = Decimal.decode(countLine),
            (1...UInt64(Limits.submissionBodies)).contains(count)
        else { throw ModelError(.statement, "number or count is malformed") }
        guard let previous = Base64.decode(previousLine).flatMap({ Hash($0) }),
            let anchor = Anchor(parsing: anchorLine),
            let root = Base64.decode(rootLine).flatMap({ Hash($0) })
        else { throw ModelError(.statement, "a hash is not canonical base64 of 32 bytes, or the anchor is malformed") }
        self.number = number
        self.previous = previous
        self.anchor = anchor
        self.count = Int(count)
        self.root = root
    }

    /// The statement's text: what is signed.
    public var text: [UInt8] {
        let lines = [
            SubmissionStatement.header, origin.description, author.description, String(number),
            Base64.encode(previous.bytes), anchor.description, String(count), Base64.encode(root.bytes),
        ]
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// `SHA-256(statement)`: what the author's next statement names as the previous one.
    public var hash: Hash { SHA256.hash(text) }

    private static let header = "cairn/submission/v1"
}
