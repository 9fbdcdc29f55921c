import CairnCrypto
public import CairnMigrations

/// Brings a database's schema to this program's version: forward only, each migration once, each recorded with its
/// SHA-256.
public struct Migrator: Sendable {
    private let address: DatabaseAddress

    /// Takes the address of a login that owns the database and may create roles.
    public init(_ address: DatabaseAddress) {
        self.address = address
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
    /// - Throws: ``PostgresError``; what was applied before the failure stays.
    @discardableResult
    public func migrate(progress: @escaping @Sendable (Migration) -> Void = { _ in }) async throws -> [Migration] {
        let address = address
        return try await DedicatedThread.run {
            let connection = try ConnectionHandle(connectingTo: address)
            try connection.run("SELECT pg_advisory_lock(1128353101)")
            try connection.run(String(decoding: PackageResources.migration_table_sql, as: UTF8.self))
            let pending = try Migrator.pending(connection)
            for migration in pending {
                progress(migration)
                try apply(migration, connection)
            }
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
            try connection.run("SELECT pg_advisory_lock(1128353101)")
            try connection.run("BEGIN")
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
            throw PostgresError(
                error.code,
                "migration \(migration.number) (\(migration.name)) failed: \(error.message)"
            )
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
