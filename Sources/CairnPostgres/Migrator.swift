import CairnCrypto
public import CairnMigrations

/// Brings a database's schema to this program's version: forward only, each migration once, each recorded with its
/// SHA-256.
public struct Migrator: Sendable {
    private let address: DatabaseAddress
    private let lockTimeout: Duration

    /// Takes the address of a login that owns the database and may create roles.
    public init(_ address: DatabaseAddress) {
        self.init(address, lockTimeout: .seconds(60))
    }

    /// The same, with how long a migration waits for a lock that somebody else holds.
    package init(_ address: DatabaseAddress, lockTimeout: Duration) {
        self.address = address
        self.lockTimeout = lockTimeout
    }

    /// The migrations that the database lacks.
    ///
    /// - Throws: ``PostgresError`` with code `schema.mismatch` where the database is newer than this program or a
    ///   migration was edited.
    public func pending() async throws -> [Migration] {
        let address = address
        return try await DedicatedThread.run {
            let connection = try ConnectionHandle(connectingTo: address)
            return try Migrator.pending(connection)
        }
    }

    /// Applies what is missing, each migration in a transaction of its own.
    ///
    /// Several programs may do so at once: one works, the others wait.
    ///
    /// - Parameter progress: Called before each migration.
    /// - Returns: The migrations that were applied.
    /// - Throws: ``PostgresError``, with code `schema.locked` where another session holds a lock for a minute; what was
    ///   applied before the failure stays.
    @discardableResult
    public func migrate(progress: @escaping @Sendable (Migration) -> Void = { _ in }) async throws -> [Migration] {
        let address = address
        return try await DedicatedThread.run {
            // Its transaction is the turn: it ends with the connection, whatever happens.
            let turn = try ConnectionHandle(connectingTo: address)
            try Migrator.makeTable(turn)
            try turn.run("BEGIN")
            try turn.run(Migrator.lockTurn)
            let connection = try ConnectionHandle(connectingTo: address)
            try connection.run("SET lock_timeout = \(milliseconds)")
            let pending = try Migrator.pending(connection)
            for migration in pending {
                progress(migration)
                try apply(migration, connection)
            }
            try turn.run("ROLLBACK")
            return pending
        }
    }

    /// Fails unless the database is exactly as new as this program.
    ///
    /// - Throws: ``PostgresError`` with code `schema.mismatch`; the message names the command that mends it.
    public func requireCurrent() async throws {
        let missing = try await pending()
        guard missing.isEmpty else {
            throw PostgresError(.schema, "the database lacks \(missing.count) migrations: run cairn migrate")
        }
    }

    /// Fails where the database has anything otherwise than this program's migrations make it: tables, columns, functions,
    /// triggers, policies, indexes, owners and rights.
    ///
    /// They are made again in a transaction that is undone, beside those that are there, and compared; nobody else waits
    /// for that.
    ///
    /// - Throws: ``PostgresError`` with code `schema.changed`, which names what is different; `42501` where the login is
    ///   not the one that migrates.
    public func requireUnchanged() async throws {
        let differences = try await differences()
        guard !differences.isEmpty else { return }
        let named = differences.prefix(10).joined(separator: "; ")
        throw PostgresError(
            .changed,
            "not as migrations make it: \(named)\(differences.count > 10 ? "; and \(differences.count - 10) more" : "")"
        )
    }

    func differences() async throws -> [String] {
        let address = address
        return try await DedicatedThread.run {
            let connection = try ConnectionHandle(connectingTo: address)
            try connection.run("SET client_min_messages = warning")
            try connection.run("BEGIN")
            try connection.run(String(decoding: PackageResources.migration_table_sql, as: UTF8.self))
            try connection.run(Migrator.lockTurn)
            let there = try Migrator.catalogue(connection)
            let hasLedger = there.keys.contains { $0.contains("entry_N") }
            for schema in ["cairn", "cairn_vault"] {
                try connection.run("ALTER SCHEMA \(schema) RENAME TO \(schema)_live")
            }
            for migration in Migrations.all {
                try connection.run(migration.sql)
                try connection.run("RESET ROLE")
            }
            if hasLedger { try connection.run("SELECT cairn.create_ledger('ledger.example/fresh')") }
            let fresh = try Migrator.catalogue(connection)
            try connection.run("ROLLBACK")
            return Set(there.keys).union(fresh.keys).sorted().filter { there[$0] != fresh[$0] }
        }
    }

    private static let lockTurn = "LOCK TABLE cairn_migrations.turn IN ACCESS EXCLUSIVE MODE"

    private var milliseconds: Int64 {
        lockTimeout.components.seconds * 1_000 + lockTimeout.components.attoseconds / 1_000_000_000_000_000
    }

    /// Makes the migrator's own tables where they are missing.
    private static func makeTable(_ connection: borrowing ConnectionHandle) throws(PostgresError) {
        for attempt in 0... {
            do throws(PostgresError) {
                return try connection.run(String(decoding: PackageResources.migration_table_sql, as: UTF8.self))
            } catch {
                // Another program made it just now: then it is there at the next look.
                guard attempt < 10, ["23505", "42P06", "42P07", "XX000"].contains(error.code.rawValue) else {
                    throw error
                }
            }
        }
    }

    /// What the schemas have, by name, in the transaction that is open.
    private static func catalogue(
        _ connection: borrowing ConnectionHandle
    ) throws(PostgresError) -> [String: Set<String>] {
        try connection.run("SET LOCAL search_path = pg_catalog, pg_temp")
        var objects: [String: Set<String>] = [:]
        for row in try connection.query(String(decoding: PackageResources.catalogue_sql, as: UTF8.self), []).rows {
            objects[try row.text(0), default: []].insert(try row.text(1))
        }
        return objects
    }

    private func apply(_ migration: Migration, _ connection: borrowing ConnectionHandle) throws(PostgresError) {
        try connection.run("BEGIN")
        do throws(PostgresError) {
            try connection.run(migration.sql)
            guard connection.isInTransaction else {
                throw PostgresError(.schema, "it ended its own transaction; a migration may not")
            }
            try connection.run("RESET ROLE")
            _ = try connection.query(
                String(decoding: PackageResources.record_migration_sql, as: UTF8.self),
                [.int32(Int32(migration.number)), .text(migration.name), .bytes(Migrator.digest(migration).bytes)]
            )
            try connection.run("COMMIT")
        } catch {
            // The connection may be broken already: then there is nothing to roll back.
            try? connection.run("ROLLBACK")
            let name = "migration \(migration.number) (\(migration.name))"
            guard error.code.rawValue != "55P03" else {
                throw PostgresError(
                    .schemaLocked,
                    "\(name) changed nothing: another session holds a lock that it needs. See in pg_locks who does, end it, "
                        + "and run cairn migrate again"
                )
            }
            throw PostgresError(error.code, "\(name) failed: \(error.message)")
        }
    }

    private static func pending(_ connection: borrowing ConnectionHandle) throws(PostgresError) -> [Migration] {
        let exists = try connection.query(String(decoding: PackageResources.has_migrations_sql, as: UTF8.self), [])
            .only().bool(0)
        guard exists else { return Migrations.all }
        let rows = try connection.query(String(decoding: PackageResources.applied_migrations_sql, as: UTF8.self), [])
            .rows
        for (place, row) in rows.enumerated() {
            guard place < Migrations.all.count else {
                throw PostgresError(.schema, "the database is newer than this program: install a newer cairn")
            }
            let migration = Migrations.all[place]
            guard try row.int64(0) == Int64(migration.number), try row.bytes(1) == Migrator.digest(migration).bytes
            else {
                throw PostgresError(
                    .schema,
                    "migration \(migration.number) of the database is not this program's: install the cairn that made it"
                )
            }
        }
        return Array(Migrations.all.dropFirst(rows.count))
    }

    private static func digest(_ migration: Migration) -> Hash {
        SHA256.hash(Array(migration.sql.utf8))
    }
}
