import CairnCrypto
public import CairnLog
public import CairnModel

/// What an author signed last, and what it was promised and has not seen sealed yet: kept beside its key, outside the database.
public struct AuthorFile: Sendable {
    static let head = "cairn/author/v1"
    private static let largest = 64 * 1_048_576
    let path: String

    /// Takes the path of the file.
    public init(_ path: String) {
        self.path = path
    }

    /// What was promised, in the order in which it came; nothing where there is no file.
    ///
    /// - Throws: ``CairnError`` with code `file.failed` where the file can't be read, is damaged, or is of another ledger or key.
    public func promises(to author: VerifierKey, by origin: Origin) throws(CairnError) -> [Promise] {
        guard let bytes = try DurableFile.read(path, atMost: AuthorFile.largest) else { return [] }
        // A last line that was cut off was never acted upon.
        let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { bytes[..<$0] } ?? []
        let lines = String(decoding: whole, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.prefix(3).elementsEqual([AuthorFile.head, "\(origin)", "\(author)"].map { Substring($0) }) else {
            throw CairnError(
                .file,
                "\(path) is damaged, or of another ledger or key: bring a copy back, or move it away where you know that it is wrong"
            )
        }
        var promises: [Promise] = []
        for line in lines.dropFirst(3) {
            let parts = line.split(separator: " ")
            if parts.first == "sent" { continue }
            guard parts.count == 5, parts[0] == "receipt", let first = UInt64(parts[1]), let count = UInt64(parts[2]),
                count > 0, let time = Int64(parts[3]).flatMap({ Timestamp(microseconds: $0) }),
                let leaf = Base64.decode(parts[4].utf8).flatMap({ Hash($0) })
            else { throw CairnError(.file, "\(path) is damaged: bring a copy of the file back") }
            promises.append(Promise(firstIndex: first, count: count, recordedAt: time, leafHash: leaf))
        }
        return promises
    }

    /// Replaces what was promised; it is durable when this returns.
    ///
    /// - Throws: ``CairnError`` with code `file.failed`.
    func write(_ promises: [Promise], to author: VerifierKey, by origin: Origin) throws(CairnError) {
        let lines = [AuthorFile.head, "\(origin)", "\(author)"] + promises.map(AuthorFile.line)
        try DurableFile.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: path, mode: 0o600)
    }

    static func line(_ promise: Promise) -> String {
        "receipt \(promise.firstIndex) \(promise.count) \(promise.recordedAt.microseconds) "
            + Base64.encode(promise.leafHash.bytes)
    }
}
