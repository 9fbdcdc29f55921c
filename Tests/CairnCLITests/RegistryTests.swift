import Foundation
import Testing

/// Who may change the registry, and what is refused because it would change nothing.
@Suite("keys")
struct RegistryTests {
    private static let gateway = "gateway.hospital-a.example"
    private static let registrar = "registrar.ledger.hospital-a.example"
    private static let recovery = "recovery.ledger.hospital-a.example"

    @Test func aRecoveryKeyIsMadeWhereItIsAskedForAndOnlyItGivesItsRole() throws {
        let cairn = try Program()
        let away = cairn.state + "-away"
        defer {
            cairn.remove()
            try? FileManager.default.removeItem(atPath: away)  // What stays is a temporary folder.
        }
        try FileManager.default.createDirectory(atPath: away, withIntermediateDirectories: true)
        #expect(try cairn.run("up").status == 0)
        let begun = try cairn.run("init ledger.hospital-a.example/imaging --recovery-key '\(away)/recovery.pem'")
        #expect(begun.status == 0)
        #expect(begun.output.contains("keep them offline"))
        #expect(begun.output.contains("Two registrars are better than one"))
        #expect(try Program.shell("stat -c %a '\(away)/recovery.pem'").output == "600\n")
        #expect(!FileManager.default.fileExists(atPath: cairn.state + "/keys/recovery.pem"))
        #expect(try cairn.run("key list").output.contains("recovery  valid since entry 2"))

        // A second time it makes no key, of which nobody would know that it is none of this ledger.
        let again = try cairn.run("init ledger.hospital-a.example/imaging")
        #expect(again.status == 1)
        #expect(again.output.contains("origin.exists"))
        #expect(!FileManager.default.fileExists(atPath: cairn.state + "/keys/recovery.pem"))

        let second = "recovery-2.hospital-a.example"
        #expect(try cairn.run("key generate \(second)").status == 0)
        let refused = try cairn.run("key register \(second) --role recovery")
        #expect(refused.status == 1)
        #expect(refused.output.contains("--by FILE"))
        let by = "--by '\(away)/recovery.pem'"
        #expect(
            try cairn.run("key register \(second) --role recovery \(by)").output
                == "Entry 3: \(second) may sign recovery.\n"
        )
        let mixed = try cairn.run("key generate mixed.hospital-a.example").status
        #expect(mixed == 0)
        let told = try cairn.run("key register mixed.hospital-a.example --role redaction --role image").output
        #expect(told.contains("can never be redacted, because of its role redaction"))
        #expect(try cairn.run("seal").status == 0)
        #expect(try cairn.run("verify").status == 0)
    }

    @Test func aRevocationWithoutEffectIsRefused() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        try cairn.begin()
        let by = "--by \(RegistryTests.recovery)"
        #expect(try cairn.run("key generate nobody.hospital-a.example").status == 0)
        for (arguments, words) in [
            ("nobody.hospital-a.example", "never registered"),
            (RegistryTests.recovery, "only a recovery key revokes a recovery key"),
            ("\(RegistryTests.gateway) --reason 'Two words'", "--reason: "),
            ("\(RegistryTests.gateway) --by nobody.hospital-a.example", "is not registered"),
            ("\(RegistryTests.registrar) --by \(RegistryTests.gateway)", "can't change the registry"),
        ] {
            let answer = try cairn.run("key revoke \(arguments)")
            #expect(answer.status == 1, "\(arguments)")
            #expect(answer.output.contains(words), "\(arguments): \(answer.output)")
        }
        #expect(try cairn.run("status --json").output.contains(#""entries":4"#))
        // The registrar goes; then the recovery key is the last that can register.
        let stolen = "key revoke \(RegistryTests.registrar) --reason key-stolen"
        for arguments in [stolen, "\(stolen) \(by)"] {
            let answer = try cairn.run(arguments)
            #expect(answer.status == 1)
            #expect(answer.output.contains("key.last"), "\(answer.output)")
            #expect(answer.output.contains("--yes-end-this-ledger"))
        }
        #expect(try cairn.run("status --json").output.contains(#""entries":4"#))
        #expect(try cairn.run("\(stolen) \(by) --yes-end-this-ledger").status == 0)
        let last = try cairn.run("key revoke \(RegistryTests.recovery) \(by)")
        #expect(last.status == 1)
        #expect(last.output.contains("it is the last key of its kind"))
        let orphan = try cairn.run("key revoke \(RegistryTests.gateway)")
        #expect(orphan.output.contains("is not registered, or is revoked"))
        #expect(try cairn.run("key revoke \(RegistryTests.gateway) \(by)").status == 0)
        #expect(try cairn.run("seal").status == 0)
        #expect(try cairn.run("verify").status == 0)
        #expect(try cairn.run("status --json").output.contains(#""entries":6"#))
    }

    @Test func whoRevokesItsOwnKeyIsAskedWhetherThatIsMeant() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        try cairn.begin()
        let second = "registrar-2.hospital-a.example"
        #expect(try cairn.run("key generate \(second)").status == 0)
        #expect(try cairn.run("key register \(second) --role key --role ledger").status == 0)
        let oneself = try cairn.run("key revoke \(RegistryTests.registrar)")
        #expect(oneself.status == 1)
        #expect(oneself.output.contains("key.last"))
        #expect(try cairn.run("key revoke \(RegistryTests.registrar) --by \(second)").status == 0)
    }

    @Test func aKeyIsRenewedInOneSubmission() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        try cairn.begin()
        let append = "append '\(Program.events)' --author \(RegistryTests.gateway) --quiet"
        let taken = try cairn.run("key generate \(RegistryTests.gateway)")
        #expect(taken.status == 1)
        #expect(taken.output.contains("--replace"))
        let old = try String(contentsOfFile: cairn.state + "/keys/\(RegistryTests.gateway).pem.vkey", encoding: .utf8)
        #expect(try cairn.run("key generate \(RegistryTests.gateway) --replace").status == 0)
        let hash = try #require(old.split(separator: "+").dropFirst().first)
        let kept = "\(cairn.state)/keys/\(RegistryTests.gateway).\(hash).pem"
        #expect(try String(contentsOfFile: kept + ".vkey", encoding: .utf8) == old)

        let refused = try cairn.run("key register \(RegistryTests.gateway) --role image")
        #expect(refused.status == 1)
        #expect(refused.output.contains("--renew revokes the old key and registers the new one"))
        #expect(try cairn.run("key register nobody.example --renew").status == 1)
        // Entry 4 revokes, entry 5 registers: one submission, the third of the registrar's and the ledger key's.
        let renewed = try cairn.run("key register \(RegistryTests.gateway) --renew")
        #expect(renewed.output == "Entry 5: \(RegistryTests.gateway) may sign image, example.thing-happened.\n")
        #expect(try cairn.run("key register \(RegistryTests.gateway) --renew").output == renewed.output)
        let list = try cairn.run("key list").output
        #expect(list.contains("revoked by entry 4"))
        #expect(list.contains("valid since entry 5"))
        #expect(try cairn.run("show 4").output.contains(#""reason":"superseded""#))
        #expect(try cairn.run("show 5").output.contains("position 1"))
        #expect(try cairn.run(append).status == 0)
        #expect(try cairn.run("seal").status == 0)
        let verdict = try cairn.run("verify --json")
        #expect(verdict.status == 0)
        #expect(verdict.output.contains(#""submissions":4"#))
    }

    /// The registrar's successor is signed for by its old key, which is kept beside it.
    @Test func theRegistrarIsRenewedByItsOldKey() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        try cairn.begin()
        let file = "\(cairn.state)/keys/registrar.pem"
        let hash = try #require(
            try String(contentsOfFile: file + ".vkey", encoding: .utf8).split(separator: "+").dropFirst().first
        )
        #expect(try cairn.run("key generate \(RegistryTests.registrar) --replace").status == 0)
        let early = try cairn.run("key register \(RegistryTests.registrar) --renew")
        #expect(early.status == 1)
        #expect(early.output.contains("--by"))
        let by = "--by '\(cairn.state)/keys/registrar.\(hash).pem'"
        #expect(try cairn.run("key register \(RegistryTests.registrar) --renew \(by)").status == 0)
        #expect(try cairn.run("key revoke \(RegistryTests.gateway)").status == 0)
        #expect(try cairn.run("seal").status == 0)
        #expect(try cairn.run("verify").status == 0)
    }
}
