import CairnCrypto
import CairnLog
import CairnModel
import Glibc

/// Receipts in a file, a line of JSON each: what an author keeps, to hold the ledger to it later.
public struct ReceiptFile: Sendable {
    private static let largest = 1_024 * 1_048_576
    private static let longestLine: off_t = 4_096
    private let path: String

    /// Takes the path of the file.
    public init(_ path: String) {
        self.path = path
    }

    /// Writes a file that must not be there yet; it is durable when this returns.
    ///
    /// - Throws: ``CairnError`` with code `file.failed`.
    public func create(_ bytes: [UInt8]) throws(CairnError) {
        try write(bytes, O_EXCL)
    }

    /// Adds receipts to the end of the file; they are durable when this returns.
    ///
    /// - Throws: ``CairnError`` with code `file.failed`.
    public func add(_ receipts: [Receipt]) throws(CairnError) {
        try dropTornLine()
        try write(Array(receipts.map(ReceiptFile.line).joined().utf8), O_APPEND)
    }

    /// The receipts of the file, in order.
    ///
    /// - Throws: ``CairnError`` with code `file.failed` where it can't be read, or a line is no receipt.
    public func receipts() throws(CairnError) -> [Receipt] {
        guard let bytes = try DurableFile.read(path, atMost: ReceiptFile.largest) else {
            throw CairnError(.file, "there is no file \(path): cairn append --receipts FILE writes one")
        }
        var receipts: [Receipt] = []
        for (number, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let receipt = ReceiptFile.receipt(Array(line)) else {
                throw CairnError(.file, "line \(number + 1) of \(path) is no receipt: bring a copy of the file back")
            }
            receipts.append(receipt)
        }
        return receipts
    }

    private static func line(_ receipt: Receipt) -> String {
        """
        {"origin":"\(receipt.origin)","id":"\(receipt.eventID)","index":\(receipt.index),\
        "recordedAt":"\(receipt.recordedAt)","leafHash":"\(Base64.encode(receipt.leafHash.bytes))",\
        "noteHash":"\(Base64.encode(receipt.noteHash.bytes))"}

        """
    }

    private static func receipt(_ line: [UInt8]) -> Receipt? {
        // Why it is none makes no difference: the line is named.
        guard let value = try? JSONValue(parsing: line), let origin = value["origin"]?.string,
            let id = value["id"]?.string, let index = value["index"]?.integer, let index = UInt64(exactly: index),
            let time = value["recordedAt"]?.string, let leaf = value["leafHash"]?.string,
            let note = value["noteHash"]?.string,
            let leafHash = Base64.decode(leaf.utf8).flatMap({ Hash($0) }),
            let noteHash = Base64.decode(note.utf8).flatMap({ Hash($0) }),
            let origin = try? Origin(origin), let id = try? EventID(parsing: Array(id.utf8)),  // As above.
            let time = try? Timestamp(parsing: Array(time.utf8))  // As above.
        else { return nil }
        return Receipt(
            origin: origin,
            eventID: id,
            index: index,
            recordedAt: time,
            leafHash: leafHash,
            noteHash: noteHash
        )
    }

    /// Takes away a last line that was not written whole: a crash came between, and its receipt was never handed out.
    private func dropTornLine() throws(CairnError) {
        let file = unsafe open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
        if file < 0, errno == ENOENT { return }
        guard file >= 0 else { throw fault() }
        defer { _ = close(file) }
        let size = lseek(file, 0, SEEK_END)
        guard size > 0 else { return }
        var tail = [UInt8](repeating: 0, count: Int(min(size, ReceiptFile.longestLine)))
        let count = unsafe tail.withUnsafeMutableBytes {
            unsafe pread(file, $0.baseAddress, $0.count, size - off_t($0.count))
        }
        guard count == tail.count else { throw fault() }
        let whole = tail.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        guard whole < tail.count, whole > 0 || size == tail.count else { return }
        guard ftruncate(file, size - off_t(tail.count - whole)) == 0 else { throw fault() }
    }

    private func write(_ bytes: [UInt8], _ flag: Int32) throws(CairnError) {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | flag, 0o600)
        guard file >= 0 else { throw fault() }
        defer { _ = close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            guard written > 0 else { throw fault() }
            rest = rest.dropFirst(written)
        }
        guard fsync(file) == 0 else { throw fault() }
    }

    private func fault() -> CairnError {
        CairnError(.file, "can't write \(path): \(unsafe String(cString: strerror(errno)))")
    }
}
