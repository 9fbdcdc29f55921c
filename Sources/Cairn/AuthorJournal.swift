import CairnCrypto
import CairnLog
import CairnModel
import Glibc

/// An author's file while its appender runs: lines are added to its end.
struct AuthorJournal: ~Copyable {
    private let file: AuthorFile
    private let origin: Origin
    private let author: VerifierKey
    private var descriptor: Int32
    private(set) var promises: [Promise]
    /// The bytes that were added since the file was written anew.
    private(set) var added = 0

    /// Opens the file, or makes it.
    ///
    /// - Throws: ``CairnError`` with code `file.failed`.
    init(_ file: AuthorFile, _ author: VerifierKey, _ origin: Origin) throws(CairnError) {
        let promises = try file.promises(to: author, by: origin)
        try file.write(promises, to: author, by: origin)
        let descriptor = try AuthorJournal.open(file.path)
        self.file = file
        self.origin = origin
        self.author = author
        self.promises = promises
        self.descriptor = descriptor
    }

    deinit { _ = close(descriptor) }

    /// A statement is about to be sent; this is on the disk when it returns, with all that came before.
    mutating func send(_ statement: SubmissionStatement) throws(CairnError) {
        try add("sent \(statement.number) \(Base64.encode(statement.hash.bytes))\n")
        guard fdatasync(descriptor) == 0 else { throw AuthorJournal.fault(file.path) }
    }

    /// A receipt came.
    mutating func receive(_ promise: Promise) throws(CairnError) {
        promises.append(promise)
        try add(AuthorFile.line(promise) + "\n")
    }

    /// Keeps only what is not sealed yet.
    mutating func keep(_ rest: [Promise]) throws(CairnError) {
        try file.write(rest, to: author, by: origin)
        let next = try AuthorJournal.open(file.path)
        _ = close(descriptor)
        descriptor = next
        promises = rest
        added = 0
    }

    private mutating func add(_ line: String) throws(CairnError) {
        let bytes = Array(line.utf8)
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 else { throw AuthorJournal.fault(file.path) }
            rest = rest.dropFirst(written)
        }
        added += bytes.count
    }

    private static func open(_ path: String) throws(CairnError) -> Int32 {
        let descriptor = unsafe Glibc.open(path, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw fault(path) }
        return descriptor
    }

    private static func fault(_ path: String) -> CairnError {
        CairnError(.file, "can't write \(path): \(unsafe String(cString: strerror(errno))). Nothing was sent")
    }
}
