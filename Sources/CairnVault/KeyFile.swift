internal import Glibc

/// A file that holds a private key and that its owner alone may read (mode 0600).
public struct KeyFile: Sendable, Hashable {
    /// Where the file is.
    public let path: String

    private static let limit = 65_536

    /// Names a file; nothing is read or written yet.
    public init(path: String) {
        self.path = path
    }

    /// Reads the file.
    ///
    /// - Returns: Its content, at most 64 KiB.
    /// - Throws: ``VaultError`` with code `vault.key-file-access` where it can't be read, is no plain file, is larger, or may
    ///   be read or written by others than its owner.
    public func read() throws(VaultError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else { throw fault("can't be opened") }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw fault("is no plain file")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw VaultError(
                .keyFileAccess,
                "Others than its owner may open the key file \(path): run chmod 600 on it."
            )
        }
        guard status.st_size <= KeyFile.limit else { throw fault("is too large for a key") }
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0, content.count + count <= KeyFile.limit else { throw fault("can't be read") }
            guard count > 0 else { return content }
            content += buffer.prefix(count)
        }
    }

    /// Writes a new file with mode 0600 and waits until it is on disk.
    ///
    /// - Parameter content: The whole content.
    /// - Throws: ``VaultError`` with code `vault.key-file-access` where it can't be written or there is such a file
    ///   already: a key is never overwritten.
    public func create(_ content: [UInt8]) throws(VaultError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw fault(errno == EEXIST ? "is there already; choose another place" : "can't be made")
        }
        var isWritten = false
        defer {
            close(descriptor)
            if !isWritten { unsafe unlink(path) }
        }
        var rest = content[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { rest in unsafe write(descriptor, rest.baseAddress, rest.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw fault("can't be written") }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw fault("can't be written to disk") }
        isWritten = true
    }

    private func fault(_ what: String) -> VaultError {
        VaultError(.keyFileAccess, "The key file \(path) \(what).")
    }
}
