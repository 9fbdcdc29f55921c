import CairnCrypto
import CairnModel
import Testing

@testable import CairnVault

@Suite("VaultSubjects")
struct VaultSubjectsTests {
    private let localID = Array("sample-1".utf8)

    @Test("the same local id gives the same subject, new the first time alone")
    func findOrCreate() async throws {
        try await withVault { vault, _ in
            #expect(try await vault.find(localID: localID) == nil)
            let first = try await vault.subject(localID: localID)
            #expect(first.isNew)
            let second = try await vault.subject(localID: localID)
            #expect(second == Subject(id: first.id, isNew: false))
            #expect(try await vault.find(localID: localID) == first.id)
            let other = try await vault.subject(localID: Array("sample-2".utf8))
            #expect(other.isNew)
            #expect(other.id != first.id)
        }
    }

    @Test("of callers at the same time, one creates the subject and all get it")
    func concurrent() async throws {
        try await withVault { vault, _ in
            let subjects = try await withThrowingTaskGroup(of: Subject.self) { group in
                for _ in 0..<8 { group.addTask { try await vault.subject(localID: Array("sample-1".utf8)) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(subjects.map(\.id)).count == 1)
            #expect(subjects.filter(\.isNew).count == 1)
        }
    }

    @Test("nothing in the vault shows the local id")
    func silence() async throws {
        try await withVault { vault, _ in
            let subject = try await vault.subject(localID: localID)
            let wrapped = try await vault.wrappedKey(of: subject.id)
            let code = LookupCode(localID: localID, origin: vault.origin)
            let context = WrappingContext.subjectCode(of: subject.id, wrapped.keyID, in: vault.origin)
            let stored = [
                subject.id.bytes, wrapped.wrapped.bytes, wrapped.keyID.bytes,
                code.lookup(under: vault.lookupKeys).bytes,
                try code.wrapped(context, under: vault.lookupKeys).bytes,
            ]
            for bytes in stored { #expect(!bytes.indices.contains { bytes[$0...].starts(with: localID) }) }
        }
    }

    @Test("a subject that nobody created has no key")
    func absent() async throws {
        try await withVault { vault, _ in
            let id = try SubjectID.random()
            let event = try Sample().event
            let error = await #expect(throws: VaultError.self) { _ = try await vault.seal([], for: id, in: event) }
            #expect(error?.code == .subjectAbsent)
        }
    }
}
