import CairnModel
import CairnPostgres
import CairnTestSupport
import Testing

@testable import CairnVault

@Suite("VaultRotation")
struct VaultRotationTests {
    private let sample: Sample

    init() throws {
        sample = try Sample()
    }

    @Test("after a rotation everything opens under the new institution key, and nothing under the old")
    func rotate() async throws {
        try await withVault { vault, reopen in
            let subject = try await vault.subject(localID: [1]).id
            _ = try await vault.subject(localID: [2])
            let event = try sample.newEventID()
            let payload = try await vault.seal(sample.json, for: subject, in: event)
            let body = try sample.enrolment(event, of: subject, payloads: [payload])
            _ = try await vault.store(body, payloads: [payload], fingerprint: vault.fingerprint(of: [7]))
            let before = try await vault.wrappedKey(of: subject)

            let newKey = try InstitutionKey()
            let text = try newKey.text(passphrase: nil)
            let rotated = try await vault.rotated(to: newKey)

            let after = try await rotated.wrappedKey(of: subject)
            #expect(after.keyID == before.keyID)
            #expect(after.wrapped != before.wrapped)
            for current in [rotated, try await reopen(text)] {
                #expect(try await current.opened(body) == [payload.keyID: sample.json])
                #expect(try await current.find(localID: [1]) == subject)
                #expect(try await current.imported(current.fingerprint(of: [7]))?.id == event)
            }

            let old = try vault.institutionKey.text(passphrase: nil)
            let error = await #expect(throws: VaultError.self) { _ = try await reopen(old) }
            #expect(error?.code == .institutionKey)
            let opening = await #expect(throws: VaultError.self) { _ = try await vault.opened(body) }
            #expect(opening?.code == .institutionKey)
        }
    }

    private func expectReplaced(at location: SourceLocation = #_sourceLocation, _ body: () async throws -> Void) async {
        let error = await #expect(throws: VaultError.self, sourceLocation: location) { try await body() }
        #expect(error?.code == .institutionKey, sourceLocation: location)
    }

    @Test("a vault that is still open under the old key adds and finds nothing, and never says that nothing is there")
    func stale() async throws {
        try await withVault { vault, _ in
            let sample = sample
            let subject = try await vault.subject(localID: [1]).id
            let event = try sample.newEventID()
            let payload = try await vault.seal(sample.json, for: subject, in: event)
            let body = try sample.enrolment(event, of: subject, payloads: [payload])
            _ = try await vault.store(body, payloads: [payload], fingerprint: vault.fingerprint(of: [7]))
            let rotated = try await vault.rotated(to: InstitutionKey())
            #expect(try await rotated.find(localID: [1]) == subject)
            await expectReplaced { _ = try await vault.subject(localID: [1]) }
            await expectReplaced { _ = try await vault.subject(localID: [2]) }
            await expectReplaced { _ = try await vault.find(localID: [1]) }
            await expectReplaced { _ = try await vault.find(localID: [2]) }
            await expectReplaced { _ = try await vault.seal(sample.json, for: subject, in: event) }
            await expectReplaced { _ = try await vault.imported(vault.fingerprint(of: [7])) }
            await expectReplaced { _ = try await vault.imported(vault.fingerprint(of: [8])) }
            await expectReplaced {
                let other = try sample.enrolment(sample.newEventID(), of: subject, payloads: [])
                _ = try await vault.store(other, payloads: [], fingerprint: vault.fingerprint(of: [8]))
            }
            await expectReplaced { _ = try await vault.opened(body) }
            await expectReplaced { _ = try await vault.states(of: [(event, payload.reference)]) }
            await expectReplaced {
                _ = try await vault.erase(subject) { try sample.erasure(of: subject, keys: $0) }
            }
            await expectReplaced { _ = try await vault.rotated(to: InstitutionKey()) }
        }
    }

    @Test("a rotation to the institution key in use is refused")
    func same() async throws {
        try await withVault { vault, _ in
            let text = try vault.institutionKey.text(passphrase: nil)
            await expectReplaced { _ = try await vault.rotated(to: sample.institutionKey(text)) }
            #expect(try await vault.find(localID: [1]) == nil)
        }
    }

    @Test("each rotation makes other lookup keys, and every code and wrapping with them")
    func renewal() async throws {
        let login = try await VaultLogin()
        let vault = try await login.open(1, sample.origin, InstitutionKey())
        let subject = try await vault.subject(localID: [1]).id
        let body = try sample.enrolment(sample.newEventID(), of: subject, payloads: [])
        _ = try await vault.store(body, payloads: [], fingerprint: vault.fingerprint(of: [7]))
        let everything = """
            SELECT lookup_key, code_key, lookup, subject.wrapped_code, wrapped_key, fingerprint, imported.wrapped_code
            FROM cairn_vault.institution_key
            JOIN cairn_vault.subject USING (ledger_id)
            JOIN cairn_vault.imported USING (ledger_id)
            """
        var seen = Set<[UInt8]>()
        var current = vault
        for _ in 0..<3 {
            let row = try #require(try await login.run(everything).first)
            for column in 0..<7 { seen.insert(try row.bytes(column)) }
            current = try await current.rotated(to: InstitutionKey())
        }
        // Three generations of seven values, and none comes back.
        #expect(seen.count == 21)
    }

    @Test("while a rotation runs everything is found under the old key, and one that is cut off has changed nothing")
    func cutOff() async throws {
        let login = try await VaultLogin()
        let vault = try await login.open(1, sample.origin, InstitutionKey())
        var subjects: [SubjectID] = []
        for number in UInt8(0)..<4 {
            let subject = try await vault.subject(localID: [number]).id
            let body = try sample.enrolment(sample.newEventID(), of: subject, payloads: [])
            _ = try await vault.store(body, payloads: [], fingerprint: vault.fingerprint(of: [number]))
            subjects.append(subject)
        }
        func expectEverything() async throws {
            for number in UInt8(0)..<4 {
                #expect(try await vault.find(localID: [number]) == subjects[Int(number)])
                #expect(try await vault.imported(vault.fingerprint(of: [number])) != nil)
                _ = try await vault.seal(sample.json, for: subjects[Int(number)], in: sample.event)
            }
        }
        let newKey = try InstitutionKey()
        let text = try newKey.text(passphrase: nil)
        // The rotation has renewed all subjects and two imports when it comes to the one that is locked.
        let third = """
            SELECT FROM cairn_vault.imported
            WHERE event_id = (SELECT event_id FROM cairn_vault.imported ORDER BY event_id OFFSET 2 LIMIT 1)
            FOR UPDATE
            """
        try await login.holding(third) { _ in
            let rotation = Task { try await vault.rotated(to: sample.institutionKey(text), page: 1) }
            try await login.waiters(1)
            try await expectEverything()
            try await login.database.run(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'
                """
            )
            await #expect(throws: PostgresError.self) { _ = try await rotation.value }
        }
        try await expectEverything()
        await expectReplaced { _ = try await login.open(1, sample.origin, sample.institutionKey(text)) }
        let rotated = try await vault.rotated(to: newKey, page: 1)
        #expect(try await rotated.find(localID: [3]) == subjects[3])
    }

    @Test("a rotation and an erasure at the same time both end, the erasure first where it began first")
    func erasureMeanwhile() async throws {
        let login = try await VaultLogin()
        let vault = try await login.open(1, sample.origin, InstitutionKey())
        let subject = try await vault.subject(localID: [1]).id
        let event = try sample.newEventID()
        let payload = try await vault.seal(sample.json, for: subject, in: event)
        let body = try sample.enrolment(event, of: subject, payloads: [payload])
        _ = try await vault.store(body, payloads: [payload])
        let sample = sample
        try await login.holding("SELECT FROM cairn_vault.payload FOR UPDATE") { release in
            async let erasure = vault.erase(subject) { try sample.erasure(of: subject, keys: $0) }
            try await login.waiters(1)
            async let rotation = vault.rotated(to: InstitutionKey())
            try await login.waiters(2)
            try await release()
            let body = try await erasure.body
            let again = try await rotation.erase(subject) { _ in body }
            #expect(again.body.bytes == body.bytes)
        }
    }

    @Test("an import and an erasure that come while a rotation runs wait for it, and none of the three is a deadlock")
    func importMeanwhile() async throws {
        let login = try await VaultLogin()
        let vault = try await login.open(1, sample.origin, InstitutionKey())
        let sample = sample
        var subjects: [SubjectID] = []
        for number in UInt8(1)...3 { subjects.append(try await vault.subject(localID: [number]).id) }
        subjects.sort { $0.description < $1.description }
        let (imported, erased) = (subjects[1], subjects[2])
        let event = try sample.newEventID()
        let payload = try await vault.seal(sample.json, for: imported, in: event)
        let body = try sample.enrolment(event, of: imported, payloads: [payload])
        let first = "SELECT FROM cairn_vault.subject WHERE subject_id = '\(subjects[0])' FOR UPDATE"
        try await login.holding(first) { release in
            let rotation = Task { try await vault.rotated(to: InstitutionKey(), page: 1) }
            try await login.waiters(1)
            let store = Task {
                try await vault.store(body, payloads: [payload], fingerprint: vault.fingerprint(of: [7]))
            }
            let erasure = Task { try await vault.erase(erased) { try sample.erasure(of: erased, keys: $0) } }
            try await login.waiters(3)
            try await release()
            let rotated = try await rotation.value
            await expectReplaced { _ = try await store.value }
            await expectReplaced { _ = try await erasure.value }
            #expect(try await rotated.imported(rotated.fingerprint(of: [7])) == nil)
            _ = try await rotated.seal(sample.json, for: erased, in: event)
        }
    }

    @Test("who enrols while the vault is rotated is found afterwards, or was refused")
    func enrolmentMeanwhile() async throws {
        try await withVault { vault, _ in
            async let rotation = vault.rotated(to: InstitutionKey())
            let enrolled = try await withThrowingTaskGroup(of: (UInt8, SubjectID)?.self) { group in
                for number in UInt8(0)..<16 {
                    group.addTask {
                        do {
                            return (number, try await vault.subject(localID: [number]).id)
                        } catch let error as VaultError where error.code == .institutionKey {
                            return nil
                        }
                    }
                }
                return try await group.reduce(into: [(UInt8, SubjectID)]()) { if let one = $1 { $0.append(one) } }
            }
            let rotated = try await rotation
            for (number, subject) in enrolled { #expect(try await rotated.find(localID: [number]) == subject) }
        }
    }

    @Test("more keys than are read at once are all wrapped anew")
    func pages() async throws {
        try await withVault { vault, _ in
            for number in UInt8(0)..<7 {
                let subject = try await vault.subject(localID: [number]).id
                let body = try sample.enrolment(sample.newEventID(), of: subject, payloads: [])
                _ = try await vault.store(body, payloads: [], fingerprint: vault.fingerprint(of: [number]))
            }
            let rotated = try await vault.rotated(to: InstitutionKey(), page: 3)
            for number in UInt8(0)..<7 {
                let subject = try #require(try await rotated.find(localID: [number]))
                #expect(try await rotated.imported(rotated.fingerprint(of: [number]))?.bytes != nil)
                let wrapped = try await rotated.wrappedKey(of: subject)
                let key = try wrapped.key(in: sample.origin, under: rotated.institutionKey)
                #expect(KeyID(of: key) == wrapped.keyID)
            }
        }
    }
}
