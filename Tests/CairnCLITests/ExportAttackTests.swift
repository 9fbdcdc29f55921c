import CairnCrypto
import CairnModel
import Foundation
import Testing

/// Whoever holds an export or a proof changes it before an auditor gets it.
@Suite("attacks on exports and proofs")
struct ExportAttackTests {
    private struct Folder {
        let path: String

        func read(_ file: String) throws -> [UInt8] {
            [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(file)")))
        }

        func text(_ file: String) throws -> String { String(decoding: try read(file), as: UTF8.self) }

        func write(_ file: String, _ bytes: some Sequence<UInt8>) throws {
            try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(file)"))
        }

        func write(_ file: String, _ text: String) throws { try write(file, Array(text.utf8)) }
    }

    private struct Attack: Sendable {
        let name: String
        let code: String
        let index: UInt64?
        let exit: Int32
        let spoil: @Sendable (Folder) throws -> Void

        init(
            _ name: String,
            _ code: String,
            at index: UInt64? = nil,
            exit: Int32 = 2,
            _ spoil: @escaping @Sendable (Folder) throws -> Void
        ) {
            self.name = name
            self.code = code
            self.index = index
            self.exit = exit
            self.spoil = spoil
        }
    }

    private static let bundle = "tile/entries/000.p/25"
    private static let bodies = "bodies/000.p/25"
    private static let notes = "submissions/000.p/25"

    private static let onExports: [Attack] = [
        .init("1: one bit of a body", "entry.body", at: 7) { export in
            var bytes = try export.read(bodies)
            bytes[try start(of: 7, in: bytes) + 2 + 99] ^= 1
            try export.write(bodies, bytes)
        },
        .init("1: one bit of a body hash", "entry.body", at: 7) { export in
            var bytes = try export.read(bundle)
            bytes[try start(of: 7, in: bytes) + 2 + 116] ^= 1
            try export.write(bundle, bytes)
        },
        .init("1: one bit of a link", "entry.chain", at: 7) { export in
            var bytes = try export.read(bundle)
            bytes[try start(of: 7, in: bytes) + 2 + 17] ^= 1
            try export.write(bundle, bytes)
        },
        .init("1: a body and its hash", "entry.chain", at: 8) { export in
            var bytes = try export.read(bodies)
            let first = try start(of: 7, in: bytes) + 2
            let end = try start(of: 8, in: bytes)
            bytes[first + 99] ^= 1
            try export.write(bodies, bytes)
            var entries = try export.read(bundle)
            let hash = Body.hash(of: Array(bytes[first..<end])).bytes
            let place = try start(of: 7, in: entries) + 2 + 85
            entries.replaceSubrange(place..<(place + 32), with: hash)
            try export.write(bundle, entries)
        },
        .init("5: a body is gone", "entry.body-missing", at: 7) { export in
            let bytes = try export.read(bodies)
            let (first, end) = (try start(of: 7, in: bytes), try start(of: 8, in: bytes))
            try export.write(bodies, bytes[..<first] + [0, 0] + bytes[end...])
        },
        .init("5: all bodies are gone", "export.missing-file") { export in
            try FileManager.default.removeItem(atPath: "\(export.path)/bodies")
        },
        .init("6: the last entry", "export.malformed") { export in
            let bytes = try export.read(bundle)
            try export.write(bundle, bytes[..<(try start(of: 24, in: bytes))])
        },
        .init("6: half of the last entry", "export.malformed") { export in
            try export.write(bundle, try export.read(bundle).dropLast(9))
        },
        .init("9: an entry twice", "export.malformed") { export in
            let bytes = try export.read(bundle)
            let first = try start(of: 7, in: bytes)
            let end = try start(of: 8, in: bytes)
            try export.write(bundle, bytes[..<end] + bytes[first...])
        },
        .init("10: two entries change places", "entry.index", at: 7) { export in
            let bytes = try export.read(bundle)
            let (first, second, end) = (
                try start(of: 7, in: bytes), try start(of: 8, in: bytes), try start(of: 9, in: bytes)
            )
            try export.write(bundle, bytes[..<first] + bytes[second..<end] + bytes[first..<second] + bytes[end...])
        },
        .init("15: an author's signature", "entry.note", at: 20) { export in
            var bytes = try export.read(notes)
            let signature = try #require(bytes.lastIndex(of: UInt8(ascii: "="))) - 8
            bytes[signature] = bytes[signature] == 65 ? 66 : 65
            try export.write(notes, bytes)
        },
        .init("15: the checkpoint's signature", "checkpoint.malformed") { export in
            try export.write("checkpoint", export.text("checkpoint").components(separatedBy: "\n\n")[0] + "\n")
        },
        .init("16: another key under the same name and key hash", "checkpoint.signature") { export in
            let parts = try export.text("checkpoint").components(separatedBy: " ")
            var signature = [UInt8](try #require(Data(base64Encoded: parts[2].trimmingCharacters(in: .newlines))))
            for byte in signature.indices.dropFirst(4) { signature[byte] = UInt8(truncatingIfNeeded: byte &* 7) }
            try export.write("checkpoint", "\(parts[0]) \(parts[1]) \(Data(signature).base64EncodedString())\n")
        },
        .init("19: S and the order of the group", "checkpoint.signature") { export in
            let parts = try export.text("checkpoint").components(separatedBy: " ")
            var signature = [UInt8](try #require(Data(base64Encoded: parts[2].trimmingCharacters(in: .newlines))))
            let order: [UInt8] = [
                0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE, 0x14, 0, 0, 0,
                0, 0,
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
            ]
            var carry = 0
            for (place, byte) in order.enumerated() {
                let sum = Int(signature[36 + place]) + Int(byte) + carry
                signature[36 + place] = UInt8(sum & 0xFF)
                carry = sum >> 8
            }
            try export.write("checkpoint", "\(parts[0]) \(parts[1]) \(Data(signature).base64EncodedString())\n")
        },
        .init("23: an extra line", "checkpoint.malformed") { export in
            try export.write(
                "checkpoint",
                export.text("checkpoint").replacingOccurrences(of: "\n\n", with: "\nextra\n\n")
            )
        },
        .init("23: line ends of another system", "checkpoint.malformed") { export in
            try export.write("checkpoint", export.text("checkpoint").replacingOccurrences(of: "\n", with: "\r\n"))
        },
        .init("23: a leading zero", "checkpoint.malformed") { export in
            try export.write(
                "checkpoint",
                export.text("checkpoint").replacingOccurrences(of: "\n25\n", with: "\n025\n")
            )
        },
        .init("23: another size", "export.missing-file") { export in
            try export.write("checkpoint", export.text("checkpoint").replacingOccurrences(of: "\n25\n", with: "\n24\n"))
        },
        .init("23: ten thousand signatures", "checkpoint.malformed") { export in
            let text = try export.text("checkpoint")
            let line = try #require(text.components(separatedBy: "\n\n").last)
            try export.write("checkpoint", text + String(repeating: line, count: 10_000))
        },
        .init("23: a control character", "checkpoint.malformed") { export in
            try export.write(
                "checkpoint",
                export.text("checkpoint").replacingOccurrences(of: "\n25\n", with: "\n25\u{7}\n")
            )
        },
        .init("23: something behind the signature", "checkpoint.malformed") { export in
            try export.write("checkpoint", export.text("checkpoint") + "x")
        },
        .init("23: no file", "export.missing-file") { export in
            try FileManager.default.removeItem(atPath: export.path + "/checkpoint")
        },
        .init("a tile", "tile.mismatch", at: 0) { export in
            var bytes = try export.read("tile/0/000.p/25")
            bytes[5] ^= 1
            try export.write("tile/0/000.p/25", bytes)
        },
    ]

    private static let onProofs: [Attack] = [
        .init("20: a longer path", "export.malformed") { proof in
            try proof.write("path", try proof.read("path") + [UInt8](repeating: 0, count: 32))
        },
        .init("20: a shorter path", "export.malformed") { proof in
            try proof.write("path", try proof.read("path").dropLast(32))
        },
        .init("20: half a hash", "export.malformed") { proof in
            try proof.write("path", try proof.read("path").dropLast(16))
        },
        .init("20: another order", "export.malformed", at: 9) { proof in
            let path = try proof.read("path")
            try proof.write("path", path[32..<64] + path[..<32] + path[64...])
        },
        .init("20: a hash less in the tree's path", "tree.root", at: 9) { proof in
            var lines = try proof.text("entry.tlog-proof").components(separatedBy: "\n")
            lines.remove(at: 2)
            try proof.write("entry.tlog-proof", lines.joined(separator: "\n"))
        },
        .init("20: the tree's path in another order", "tree.root", at: 9) { proof in
            var lines = try proof.text("entry.tlog-proof").components(separatedBy: "\n")
            lines.swapAt(2, 3)
            try proof.write("entry.tlog-proof", lines.joined(separator: "\n"))
        },
        .init("21: another event", "entry.index", at: 10) { proof in
            try proof.write("entry", try Folder(path: proof.path + "/../other").read("entry"))
        },
        .init("21: another event's proof", "entry.index", at: 9) { proof in
            let other = Folder(path: proof.path + "/../other")
            try proof.write("entry.tlog-proof", try other.read("entry.tlog-proof"))
        },
        .init("21: another submission's note", "entry.note", at: 9) { proof in
            try proof.write("note", try Folder(path: proof.path + "/../third").read("note"))
        },
        .init("22: the index beside the proof", "entry.index", at: 9) { proof in
            try proof.write(
                "entry.tlog-proof",
                proof.text("entry.tlog-proof").replacingOccurrences(of: "index 9\n", with: "index 8\n")
            )
        },
        .init("22: the size in the checkpoint", "checkpoint.signature") { proof in
            try proof.write(
                "entry.tlog-proof",
                proof.text("entry.tlog-proof").replacingOccurrences(of: "\n25\n", with: "\n26\n")
            )
        },
        .init("a part is missing", "export.missing-file") { proof in
            try FileManager.default.removeItem(atPath: proof.path + "/note")
        },
        .init("1: one bit of the body", "entry.body", at: 9) { proof in
            var bytes = try proof.read("body")
            bytes[99] ^= 1
            try proof.write("body", bytes)
        },
        .init("the body is withheld", "entry.body-withheld", at: 9, exit: 3) { proof in
            try FileManager.default.removeItem(atPath: proof.path + "/body")
        },
        .init("the registration's body is missing", "export.missing-file") { proof in
            try FileManager.default.removeItem(atPath: proof.path + "/registration/body")
        },
        .init("a part that nobody asked for", "export.malformed") { proof in try proof.write("more", "x") },
    ]

    /// Where an entry begins in a bundle, its length first.
    private static func start(of index: Int, in bundle: [UInt8]) throws -> Int {
        var place = 0
        for _ in 0..<index { place += 2 + Int(bundle[place]) << 8 + Int(bundle[place + 1]) }
        return place
    }

    @Test func everyChangeIsNamed() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let state = ledger.cairn.state
        #expect(try ledger.cairn.run("export '\(state)/export'").status == 0)
        for (name, index) in [("proof", 9), ("other", 10), ("third", 16)] {
            #expect(try ledger.cairn.run("prove \(index) --output '\(state)/\(name)'").status == 0)
        }
        for (folder, attacks) in [("export", ExportAttackTests.onExports), ("proof", ExportAttackTests.onProofs)] {
            #expect(try ledger.verify("'\(state)/\(folder)'").exitCode == 0)
            for attack in attacks {
                #expect(
                    try Program.shell("rm -rf '\(state)/spoilt' && cp -r '\(state)/\(folder)' '\(state)/spoilt'").status
                        == 0
                )
                try attack.spoil(Folder(path: state + "/spoilt"))
                try ledger.expect(
                    .init(attack.code, at: attack.index, exit: attack.exit),
                    "'\(state)/spoilt'",
                    attack.name
                )
            }
        }
    }

    @Test func anotherLedgersExportAndAKeyThatAnyoneCanForgeAreRefused() throws {
        let ledger = try AttackedLedger()
        let other = try Program()
        defer {
            ledger.cairn.remove()
            other.remove()
        }
        #expect(try other.run("up").status == 0)
        #expect(try other.run("init ledger.hospital-b.example/imaging").status == 0)
        #expect(try other.run("seal").status == 0)
        #expect(try other.run("export '\(ledger.cairn.state)/other'").status == 0)
        try ledger.expect(.init("checkpoint.signature", at: nil), "'\(ledger.cairn.state)/other'", "14: another ledger")

        #expect(try ledger.cairn.run("export '\(ledger.cairn.state)/other'").output.contains("another directory"))
        #expect(try ledger.cairn.run("export '\(ledger.cairn.state)/mine'").status == 0)
        let rewritten = try ledger.attack(
            "UPDATE cairn.entry SET body = set_byte(body, 99, 33) WHERE idx = 22; SELECT rehash(22); DELETE FROM cairn.checkpoint"
        )
        #expect(try Program.shell("rm '\(ledger.cairn.state)/keys/sealed.checkpoint'").status == 0)
        #expect(try ledger.cairn.run("seal --database '\(rewritten)'").status == 3)
        let overwritten = try ledger.cairn.run("export '\(ledger.cairn.state)/mine' --database '\(rewritten)'")
        #expect(overwritten.status == 2)
        #expect(overwritten.output.contains("another history"))

        let lowOrder = "low.hospital-a.example+00000000+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        let answer = try ledger.cairn.run("key register '\(lowOrder)' --role image")
        #expect(answer.status == 1)
        #expect(answer.output.contains("key."), "\(answer.output)")
        #expect(try ledger.cairn.run("status --json").output.contains("\"entries\":25"))
    }

    /// The copy is good, the database isn't: nothing of it leaves the database, and the copy stays as it was.
    @Test func neitherAProofNorAnExportPassesOnWhatWasChanged() throws {
        let ledger = try AttackedLedger()
        let cairn = ledger.cairn
        defer { cairn.remove() }
        let good = cairn.state + "/good"
        #expect(try cairn.run("export '\(good)'").status == 0)
        let sums = "cd '\(good)' && find . -type f | sort | xargs sha256sum"
        let before = try Program.shell(sums).output
        // Entry 7 is in the submission 4 to 15; all leaf hashes after it follow from its own.
        let body = "UPDATE cairn.entry SET body = set_byte(body, 99, 33) WHERE idx = 7"
        let attacks = [
            ("an entry", body, "entry.leaf-hash at entry 7", "tree.root at entry 7"),
            ("an entry and all that follows", body + "; SELECT rehash(7)", "tree.root", "tree.root at entry 7"),
            (
                "a leaf hash", "UPDATE cairn.entry SET leaf_hash = sha256(leaf_hash) WHERE idx = 7", "tree.root",
                "tree.root at entry 8"
            ),
            (
                "a note",
                "UPDATE cairn.submission SET note = set_byte(note, length(note) - 10, "
                    + "CASE get_byte(note, length(note) - 10) WHEN 65 THEN 66 ELSE 65 END) WHERE first_index = 16",
                "entry.leaf-hash at entry 16", "tree.root at entry 16"
            ),
            ("an entry that is gone", "DELETE FROM cairn.entry WHERE idx = 24", "tree.root", "entry.none"),
            (
                "the checkpoint's signature",
                "UPDATE cairn.checkpoint SET note = convert_to(regexp_replace(convert_from(note, 'UTF8'), '....\n$', "
                    + "E'AAA=\n'), 'UTF8')", "checkpoint.signature", ""
            ),
        ]
        for (place, (name, sql, export, prove)) in attacks.enumerated() {
            let database = try "--database '\(ledger.attack(sql))'"
            for check in ["", "--check"] {
                let answer = try cairn.run("export '\(good)' \(check) \(database)")
                #expect(answer.status == 2, "\(name): \(answer.output)")
                #expect(answer.output.contains(export), "\(name): \(answer.output)")
            }
            let fresh = cairn.state + "/fresh-\(place)"
            #expect(try cairn.run("export '\(fresh)' \(database)").status == 2)
            #expect(!FileManager.default.fileExists(atPath: fresh + "/checkpoint"))
            guard !prove.isEmpty else { continue }
            let index = prove.split(separator: " ").last.flatMap { Int($0) } ?? 24
            let proof = try cairn.run("prove \(index) --output '\(cairn.state)/proof-\(place)' \(database)")
            #expect(proof.status == (prove == "entry.none" ? 1 : 2), "\(name): \(proof.output)")
            #expect(proof.output.contains(prove), "\(name): \(proof.output)")
            #expect(!FileManager.default.fileExists(atPath: "\(cairn.state)/proof-\(place)"))
        }
        #expect(try Program.shell(sums).output == before)
        #expect(try cairn.run("verify '\(good)'").status == 0)
    }
}
