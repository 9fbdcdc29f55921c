import Cairn
import Foundation

/// A program that is run to its end.
///
/// Foundation's `Process` isn't used: it takes a program for running as long as a server that the program started runs.
enum Subprocess {
    /// What a program that reads what came from outside may take: ten minutes, 8 GiB of memory, 1 GiB for each file.
    private static let limits = [
        "/usr/bin/timeout", "--kill-after=5", "600", "/usr/bin/prlimit", "--as=8589934592", "--fsize=1073741824",
        "--core=0", "--",
    ]

    /// Runs a program with no input, its output kept for the error alone.
    ///
    /// - Parameters:
    ///   - program: The program.
    ///   - arguments: Its arguments.
    ///   - isServer: Whether it makes or starts a server, which outlives it and has no limits.
    /// - Throws: `CairnError` with code `file.failed` where it can't be started, or fails.
    static func run(_ program: String, _ arguments: [String], isServer: Bool = false) throws {
        let log = FileManager.default.temporaryDirectory.appending(path: "cairn-\(UUID().uuidString).log").path
        defer { try? FileManager.default.removeItem(atPath: log) }  // A log that stays does no harm.
        let status = try spawn((isServer ? [] : limits) + [program] + arguments, log: log)
        guard status == 0 else {
            let text = String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
            let lines = text.split(whereSeparator: \.isNewline).suffix(5).joined(separator: " ")
            let name = URL(fileURLWithPath: program).lastPathComponent
            throw CairnError(.file, "\(name) failed with status \(status): \(lines)")
        }
    }

    /// Runs a program with no input and returns what it printed, errors included, whatever its status.
    static func output(_ program: String, _ arguments: [String], atMost limit: Int) throws -> String {
        let log = FileManager.default.temporaryDirectory.appending(path: "cairn-\(UUID().uuidString).log").path
        defer { try? FileManager.default.removeItem(atPath: log) }  // A log that stays does no harm.
        // Twice what is read shows that there was more; so much a program can't fill a disk with.
        let words = limits.map { $0.hasPrefix("--fsize") ? "--fsize=\(2 * limit)" : $0 }
        _ = try spawn(words + [program] + arguments, log: log)
        guard let file = FileHandle(forReadingAtPath: log) else {
            throw CairnError(.file, "\(program) printed nothing")
        }
        let data = try file.read(upToCount: limit + 1) ?? Data()
        guard data.count <= limit else { throw CairnError(.file, "\(program) printed more than \(limit) bytes") }
        return String(decoding: data, as: UTF8.self)
    }

    private static func spawn(_ command: [String], log: String) throws -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        unsafe posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        // The server's programs complain of a folder that their user may not enter.
        let line = ["/usr/bin/env", "--chdir=/"] + command
        var words: [UnsafeMutablePointer<CChar>?] = unsafe line.map { unsafe strdup($0) }
        unsafe words += [nil]
        defer { unsafe Subprocess.release(words) }
        var process = pid_t()
        let result = unsafe posix_spawn(&process, "/usr/bin/env", &actions, nil, words, environ)
        guard result == 0 else {
            throw CairnError(
                .file,
                "\(command.last ?? "") can't be started: \(unsafe String(cString: strerror(result)))"
            )
        }
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }

    @unsafe
    private static func release(_ words: [UnsafeMutablePointer<CChar>?]) {
        for place in unsafe words.indices { unsafe free(words[place]) }
    }
}
