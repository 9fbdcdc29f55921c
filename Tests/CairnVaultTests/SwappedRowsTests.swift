import CairnCrypto
import CairnModel
import CairnPostgres
import CairnTestSupport
import Testing

@testable import CairnVault

/// What a login of the role vault without the institution key can do: move bytes between rows, columns and ledgers.
@Suite("Swapped rows")
struct SwappedRowsTests {
    private let sample: Sample
    private let other: Origin

    init() throws {
        sample = try Sample()
        other = try Origin("ledger.hospital-b.example/imaging")
    }

    /// Expects an error with this code.
    private func expect(
        _ code: VaultError.Code,
        at location: SourceLocation = #_sourceLocation,
        _ body: () async throws -> Void
    ) async {
        let error = await #expect(throws: VaultError.self, sourceLocation: location) { try await body() }
        #expect(error?.code == code, sourceLocation: location)
    }

    @Test("a lookup code whose local id is known is no data key, whoever puts it in the place of one")
    func codeAsKey() async throws {
        let login = try await VaultLogin()
        let vault = try await login.open(1, sample.origin, InstitutionKey())
        let subject = try await vault.subject(localID: [1]).id
        // The attacker knows the local id, and so the code that the vault keeps of it.
        var hasher = SHA256()
        hasher.update(Array("cairn/subject/v1\n\(sample.origin)\n".utf8) + [1])
        let known = try KeyID(of: SymmetricKey(hasher.finish().bytes))
        try await login.run("UPDATE cairn_vault.subject SET wrapped_key = wrapped_code, key_id = '\(known)'")
        // Codes are wrapped by a key of their own: it doesn't even unwrap.
        await expect(.keyModified) { _ = try await vault.seal(sample.json, for: subject, in: sample.event) }
    }

    @Test(
        "no key takes the place of another key, whichever columns they are copied between",
        arguments: [
            "lookup_key = (SELECT wrapped_key FROM cairn_vault.subject)", "lookup_key = code_key",
            "code_key = (SELECT wrapped_key FROM cairn_vault.subject)", "code_key = lookup_key",
        ]
    )
    func keyAsKey(change: String) async throws {
        let login = try await VaultLogin()
        let key = try InstitutionKey()
        let text = try key.text(passphrase: nil)
        let vault = try await login.open(1, sample.origin, key)
        _ = try await vault.subject(localID: [1])
        try await login.run("UPDATE cairn_vault.institution_key SET \(change)")
        await expect(.context) { _ = try await login.open(1, sample.origin, sample.institutionKey(text)) }
    }

    @Test(
        "no key is a lookup code, and no lookup code a data key",
        arguments: ["wrapped_key", "lookup_key", "code_key"]
    )
    func keyAsCode(column: String) async throws {
        let login = try await VaultLogin()
        let vault = try await login.open(1, sample.origin, InstitutionKey())
        let subject = try await vault.subject(localID: [1]).id
        try await login.run(
            """
            UPDATE cairn_vault.subject
            SET wrapped_code = \(column), wrapped_key = wrapped_code
            FROM cairn_vault.institution_key
            WHERE institution_key.ledger_id = subject.ledger_id
            """
        )
        // Codes are wrapped by a key of their own, so none of these unwraps at all.
        await expect(.keyModified) { _ = try await vault.find(localID: [1]) }
        await expect(.keyModified) { _ = try await vault.seal(sample.json, for: subject, in: sample.event) }
        await expect(.keyModified) { _ = try await vault.rotated(to: InstitutionKey()) }
    }

    @Test(
        "keys that were swapped between two subjects seal, open and erase nothing",
        arguments: [["wrapped_key"], ["key_id", "wrapped_key"], ["subject_id"], ["subject_id", "lookup"]]
    )
    func swappedKeys(columns: [String]) async throws {
        let login = try await VaultLogin()
        let vault = try await login.open(1, sample.origin, InstitutionKey())
        var bodies: [Body] = []
        var subjects: [SubjectID] = []
        for number in UInt8(1)...2 {
            let subject = try await vault.subject(localID: [number]).id
            let event = try sample.newEventID()
            let payload = try await vault.seal(sample.json, for: subject, in: event)
            let body = try sample.enrolment(event, of: subject, payloads: [payload])
            subjects.append(subject)
            bodies.append(try await vault.store(body, payloads: [payload]))
        }
        try await login.swap(columns, in: "subject", by: "subject_id")
        let sample = sample
        for (subject, body) in zip(subjects, bodies) {
            await expect(.context) { _ = try await vault.seal(sample.json, for: subject, in: sample.event) }
            await expect(.context) { _ = try await vault.opened(body) }
            let references = try SealedReference.list(in: body.data).map { (body.id, $0) }
            #expect(try await vault.states(of: references) == [.modified])
            await expect(.context) {
                _ = try await vault.erase(subject) { try sample.erasure(of: subject, keys: $0) }
            }
        }
        let left = try await login.run(
            "SELECT count(*) FROM cairn_vault.subject JOIN cairn_vault.payload USING (key_id)"
        )
        #expect(try left.first?.int64(0) == 2)
        await expect(.context) { _ = try await vault.rotated(to: InstitutionKey()) }
    }

    @Test(
        "a local id never leads to another subject than it was enrolled for",
        arguments: [["lookup"], ["wrapped_code"], ["lookup", "wrapped_code"], ["subject_id"], ["key_id"]]
    )
    func swappedCodes(columns: [String]) async throws {
        let login = try await VaultLogin()
        let vault = try await login.open(1, sample.origin, InstitutionKey())
        var subjects: [SubjectID] = []
        for number in UInt8(1)...2 { subjects.append(try await vault.subject(localID: [number]).id) }
        try await login.swap(columns, in: "subject", by: "subject_id")
        // Where only the column that is searched was swapped, the code is the row's own, of another local id.
        let code: VaultError.Code = columns == ["lookup"] ? .keyModified : .context
        for number in UInt8(1)...2 {
            await expect(code) { _ = try await vault.find(localID: [number]) }
            await expect(code) { _ = try await vault.subject(localID: [number]) }
        }
        // An erasure would leave the subject's code in the other row.
        let sample = sample
        for subject in subjects {
            await expect(code) { _ = try await vault.erase(subject) { try sample.erasure(of: subject, keys: $0) } }
        }
        await expect(code) { _ = try await vault.rotated(to: InstitutionKey()) }
    }

    @Test(
        "an import never leads to another event than was stored for it",
        arguments: [
            ["fingerprint"], ["wrapped_code"], ["fingerprint", "wrapped_code"], ["event_id"], ["body"],
            ["event_id", "body"],
        ]
    )
    func swappedImports(columns: [String]) async throws {
        let login = try await VaultLogin()
        let vault = try await login.open(1, sample.origin, InstitutionKey())
        // One row is an import's, the other that of an erasure.
        let subject = try await vault.subject(localID: [1]).id
        let erased = try await vault.subject(localID: [2]).id
        let body = try sample.enrolment(sample.newEventID(), of: subject, payloads: [])
        _ = try await vault.store(body, payloads: [], fingerprint: vault.fingerprint(of: [7]))
        let sample = sample
        _ = try await vault.erase(erased) { try sample.erasure(of: erased, keys: $0) }
        try await login.swap(columns, in: "imported", by: "fingerprint")
        let code: VaultError.Code = columns == ["fingerprint"] ? .keyModified : .context
        await expect(code) { _ = try await vault.imported(vault.fingerprint(of: [7])) }
        await expect(code) { _ = try await vault.store(body, payloads: [], fingerprint: vault.fingerprint(of: [7])) }
        await expect(code) { _ = try await vault.erase(erased) { try sample.erasure(of: erased, keys: $0) } }
        await expect(code) { _ = try await vault.rotated(to: InstitutionKey()) }
    }

    @Test("a stored body that was replaced is not handed out to be appended")
    func replacedBody() async throws {
        let login = try await VaultLogin()
        let vault = try await login.open(1, sample.origin, InstitutionKey())
        let subject = try await vault.subject(localID: [1]).id
        let event = try sample.newEventID()
        let body = try sample.enrolment(event, of: subject, payloads: [])
        _ = try await vault.store(body, payloads: [], fingerprint: vault.fingerprint(of: [7]))
        let forged = try sample.enrolment(event, of: SubjectID.random(), payloads: [])
        try await login.run("UPDATE cairn_vault.imported SET body = $1", parameters: [.bytes(forged.bytes)])
        await expect(.context) { _ = try await vault.imported(vault.fingerprint(of: [7])) }
    }

    @Test("rows of another ledger under the same institution key are found")
    func twoLedgers() async throws {
        let login = try await VaultLogin()
        let key = try InstitutionKey()
        let text = try key.text(passphrase: nil)
        let vaults = [
            try await login.open(1, sample.origin, key), try await login.open(2, other, sample.institutionKey(text)),
        ]
        for vault in vaults {
            let subject = try await vault.subject(localID: [1]).id
            let body = try sample.enrolment(sample.newEventID(), of: subject, payloads: [])
            _ = try await vault.store(body, payloads: [], fingerprint: vault.fingerprint(of: [7]))
        }
        // Whole rows: what belonged to one ledger is said to belong to the other; the lookups, too, to be found.
        for table in ["subject", "imported"] {
            // No ledger has these numbers, so no login but a superuser can move rows by way of them.
            try await login.database.run("UPDATE cairn_vault.\(table) SET ledger_id = 3 - ledger_id + 10")
            try await login.database.run("UPDATE cairn_vault.\(table) SET ledger_id = ledger_id - 10")
        }
        for vault in vaults {
            let code = LookupCode(localID: [1], origin: vault.origin)
            let imported = vault.fingerprint(of: [7]).code
            try await login.run(
                "UPDATE cairn_vault.subject SET lookup = $1 WHERE ledger_id = \(vault.ledger)",
                parameters: [.bytes(code.lookup(under: vault.lookupKeys).bytes)]
            )
            try await login.run(
                "UPDATE cairn_vault.imported SET fingerprint = $1 WHERE ledger_id = \(vault.ledger)",
                parameters: [.bytes(imported.lookup(under: vault.lookupKeys).bytes)]
            )
            let rows = try await login.run(
                "SELECT subject_id FROM cairn_vault.subject WHERE ledger_id = \(vault.ledger)"
            )
            let moved = try SubjectID(parsing: #require(try rows.first?.text(0)).utf8)
            // The codes are under the code key of the other ledger, the data keys under the same institution key.
            await expect(.keyModified) { _ = try await vault.find(localID: [1]) }
            await expect(.context) { _ = try await vault.seal(sample.json, for: moved, in: sample.event) }
            await expect(.keyModified) { _ = try await vault.imported(vault.fingerprint(of: [7])) }
            await expect(.keyModified) { _ = try await vault.rotated(to: InstitutionKey()) }
        }
    }

    @Test("the lookup keys of another ledger open no vault", arguments: ["lookup_key", "code_key"])
    func keysOfAnotherLedger(column: String) async throws {
        let login = try await VaultLogin()
        let key = try InstitutionKey()
        let text = try key.text(passphrase: nil)
        _ = try await login.open(1, sample.origin, key)
        _ = try await login.open(2, other, sample.institutionKey(text))
        try await login.run(
            """
            UPDATE cairn_vault.institution_key AS one
            SET \(column) = another.\(column)
            FROM cairn_vault.institution_key AS another
            WHERE another.ledger_id <> one.ledger_id
            """
        )
        await expect(.context) { _ = try await login.open(1, sample.origin, sample.institutionKey(text)) }
        await expect(.context) { _ = try await login.open(2, other, sample.institutionKey(text)) }
    }
}
