import Cairn
import CairnPostgres
import Foundation

/// The private PostgreSQL of a state directory: on a Unix socket only, with data checksums, its durability untouched.
struct Cluster {
    private let directory: StateDirectory

    init(_ directory: StateDirectory) {
        self.directory = directory
    }

    private var data: String { directory.cluster + "/data" }
    private var unfinished: String { directory.cluster + "/data.new" }
    private var socketPath: String { directory.cluster + "/.s.PGSQL.5432" }

    /// The connection string of the database `cairn`.
    var conninfo: String { "host=\(quoted(directory.cluster)) user=cairn dbname=cairn" }

    /// Whether the server answers.
    func isRunning() async -> Bool {
        do {
            try await Connection.connect(
                DatabaseAddress(conninfo.replacingOccurrences(of: "dbname=cairn", with: "dbname=postgres"))
            ).close()
            return true
        } catch {
            return false
        }
    }

    /// Makes the cluster where there is none, starts it, and makes the database.
    func start() async throws {
        guard socketPath.utf8.count < 108 else {
            throw CairnError(
                .file,
                "the path of the socket is too long for a Unix socket: name a shorter directory with --state"
            )
        }
        let binaries = try Cluster.binaries()
        try FileManager.default.createDirectory(atPath: directory.cluster, withIntermediateDirectories: true)
        if getuid() == 0 { try Subprocess.run("/bin/chown", ["\(Cluster.user)", directory.cluster]) }
        if !FileManager.default.fileExists(atPath: data + "/PG_VERSION") {
            // A run that was cut short leaves half a cluster here.
            try run("/bin/rm", ["-rf", unfinished])
            try run(
                binaries + "/initdb",
                [
                    "--pgdata=\(unfinished)", "--username=cairn", "--auth=peer", "--encoding=UTF8", "--locale=C.UTF-8",
                    "--data-checksums",
                ]
            )
            try trustThisUser()
            try run("/bin/mv", [unfinished, data])
        }
        if !(await isRunning()) {
            try await startServer(binaries)
        }
        let connection = try await Connection.connect(
            DatabaseAddress("host=\(quoted(directory.cluster)) user=cairn dbname=postgres")
        )
        defer { connection.close() }
        let exists = Statement(name: "", sql: "SELECT 1 FROM pg_database WHERE datname = 'cairn'")
        if try await connection.query(exists).rows.isEmpty {
            try await connection.query(Statement(name: "", sql: "CREATE DATABASE cairn"))
        }
    }

    /// Starts the server; after a crash, once what is left of the former one has ended.
    private func startServer(_ binaries: String) async throws {
        let hasCrashed = FileManager.default.fileExists(atPath: data + "/postmaster.pid")
        let options =
            "-c listen_addresses='' -c unix_socket_directories='\(directory.cluster)' -c unix_socket_permissions=0777"
        let arguments = [
            "--pgdata=\(data)", "--wait", "--silent", "--log=\(directory.cluster)/log", "--options=\(options)", "start",
        ]
        let end = ContinuousClock.now + .seconds(hasCrashed ? 30 : 0)
        while true {
            do { return try run(binaries + "/pg_ctl", arguments) } catch {
                guard ContinuousClock.now < end else {
                    throw CairnError(.file, "PostgreSQL doesn't start; \(directory.cluster)/log says why")
                }
                try await ContinuousClock().sleep(for: .milliseconds(200))
            }
        }
    }

    /// Stops the server; connections are ended, what is committed stays.
    func stop() async throws {
        if FileManager.default.fileExists(atPath: data), getuid() != 0, unsafe access(data, X_OK) != 0 {
            throw CairnError(.file, "\(data) belongs to another user: stop the server as the user who started it")
        }
        guard FileManager.default.fileExists(atPath: data + "/postmaster.pid") else { return }
        try run(try Cluster.binaries() + "/pg_ctl", ["--pgdata=\(data)", "--wait", "--silent", "--mode=fast", "stop"])
    }

    /// Lets the user who owns the state directory in, by the name that the kernel gives to the socket's other end, and nobody else.
    private func trustThisUser() throws {
        let names = Set([Cluster.name(of: getuid()), getuid() == 0 ? Cluster.user : nil].compactMap { $0 })
        let access = "local all all peer map=cairn\n"
        let map = names.sorted().map { "cairn \($0) cairn\n" }.joined()
        for (file, text) in [("pg_hba.conf", access), ("pg_ident.conf", map)] {
            // Written over, not replaced: the file stays its owner's.
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(unfinished)/\(file)"))
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: Data(text.utf8))
            try handle.close()
        }
    }

    private func run(_ program: String, _ arguments: [String]) throws {
        if getuid() == 0 {
            try Subprocess.run("/usr/sbin/runuser", ["-u", owner, "--", program] + arguments, isServer: true)
        } else {
            try Subprocess.run(program, arguments, isServer: true)
        }
    }

    /// Whom root runs the server's programs as: who has the data, where there is any.
    private var owner: String {
        // What isn't there yet is made.
        let attributes = try? FileManager.default.attributesOfItem(atPath: data)
        return attributes?[.ownerAccountName] as? String ?? Cluster.user
    }

    private func quoted(_ text: String) -> String {
        "'" + text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "'", with: "\\'") + "'"
    }

    /// The user that the server runs as when root starts it.
    private static let user =
        FileManager.default.fileExists(atPath: "/etc/passwd")
            && String(decoding: FileManager.default.contents(atPath: "/etc/passwd") ?? Data(), as: UTF8.self).contains(
                "\npostgres:"
            )
        ? "postgres" : "nobody"

    private static func name(of user: uid_t) -> String? {
        let text = String(decoding: FileManager.default.contents(atPath: "/etc/passwd") ?? Data(), as: UTF8.self)
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: ":", omittingEmptySubsequences: false)
            if fields.count > 2, fields[2] == "\(user)" { return String(fields[0]) }
        }
        return nil
    }

    /// The folder of PostgreSQL's server programs: the newest of Debian's, then those on the PATH.
    private static func binaries() throws -> String {
        let debian = "/usr/lib/postgresql"
        // Absent on other systems.
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: debian)) ?? [])
            .compactMap(Int.init).sorted(by: >).map { "\(debian)/\($0)/bin" }
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        for folder in versions + path + ["/usr/local/pgsql/bin"]
        where FileManager.default.isExecutableFile(atPath: folder + "/initdb")
            && FileManager.default.isExecutableFile(atPath: folder + "/pg_ctl")
        {
            return folder
        }
        throw CairnError(
            .file,
            "no PostgreSQL server is installed here: install Debian's package postgresql, or name one with --database"
        )
    }
}
