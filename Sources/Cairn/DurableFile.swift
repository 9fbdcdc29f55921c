import Glibc

/// Files that must survive a crash whole: written beside, flushed, renamed, and the folder flushed.
enum DurableFile {
    /// Replaces a file's content.
    ///
    /// What lies in the way of the file beside it, left by a crash or put there by somebody, is removed and never written
    /// through.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) throws(CairnError) {
        let beside = path + ".new"
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        var file = unsafe open(beside, flags, mode)
        if file < 0, errno == EEXIST, unsafe unlink(beside) == 0 { file = unsafe open(beside, flags, mode) }
        guard file >= 0 else { throw fault("can't write", path) }
        var isStored = false
        defer {
            _ = close(file)
            // On a full disk an empty file would stay.
            if !isStored { _ = unsafe unlink(beside) }
        }
        guard fchmod(file, mode) == 0 else { throw fault("can't set the mode of", path) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            guard written > 0 else { throw fault("can't write", path) }
            rest = rest.dropFirst(written)
        }
        guard fsync(file) == 0, unsafe rename(beside, path) == 0 else { throw fault("can't store", path) }
        isStored = true
        try flushFolder(of: path)
    }

    /// The content of a file, or `nil` where there is none.
    static func read(_ path: String, atMost limit: Int) throws(CairnError) -> [UInt8]? {
        // Opening a pipe would wait for whoever writes into it.
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard file >= 0 else {
            guard errno == ENOENT || errno == ENOTDIR else { throw fault("can't read", path) }
            return nil
        }
        defer { _ = close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw CairnError(.file, "can't read \(path): it is no plain file")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe Glibc.read(file, &buffer, buffer.count)
            guard count >= 0 else { throw fault("can't read", path) }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= limit else { throw CairnError(.file, "\(path) has more than \(limit) bytes") }
        }
    }

    /// Removes a file, where there is one.
    static func remove(_ path: String) throws(CairnError) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw fault("can't remove", path) }
        try flushFolder(of: path)
    }

    private static func flushFolder(of path: String) throws(CairnError) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let folder = parts.isEmpty ? "." : parts == [""] ? "/" : parts.joined(separator: "/")
        let file = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw fault("can't open", folder) }
        defer { _ = close(file) }
        guard fsync(file) == 0 else { throw fault("can't flush", folder) }
    }

    private static func fault(_ what: String, _ path: String) -> CairnError {
        CairnError(.file, "\(what) \(path): \(unsafe String(cString: strerror(errno)))")
    }
}
