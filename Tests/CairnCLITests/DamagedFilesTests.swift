import Foundation
import Testing

/// Files that were damaged, or put there by somebody else: told by name, with what to do, and never taken for the ledger's fault.
@Suite("Damaged files")
struct DamagedFilesTests {
    /// An evidence file whose one row stands on the entry of a proof's folder.
    static func evidence(of index: UInt64, in proof: String) throws -> String {
        var files: [String: String] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: proof) where path != "registration" {
            files[path] = try #require(FileManager.default.contents(atPath: proof + "/" + path)).base64EncodedString()
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let members = String(decoding: try encoder.encode(files), as: UTF8.self)
        let path = proof + ".evidence"
        let inclusion = try String(contentsOfFile: proof + "/entry.tlog-proof", encoding: .utf8)
        let checkpoint = try #require(inclusion.range(of: "\n\n").map { String(inclusion[$0.upperBound...]) })
        let head = try encoder.encode(["ledger": "ledger.hospital-a.example/imaging", "checkpoint": checkpoint])
        try """
        {"format":"cairn/evidence/v1"}
        {"question":"g1","knownAt":\(index + 1),\(String(decoding: head.dropFirst(), as: UTF8.self))
        {"row":{"entries":[\(index)]}}
        {"entry":\(index),"files":\(members)}

        """.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test func everyByteOfAProofThatIsChangedEndsAsTampering() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let proof = ledger.cairn.state + "/proof"
        #expect(try ledger.cairn.run("prove 9 --output '\(proof)'").status == 0)
        for file in ["note", "path", "registration/note"] {
            try #require(Program.shell("cp '\(proof)/\(file)' '\(proof).kept'").status == 0)
            for change in [": >", "printf x >>"] {
                try #require(Program.shell("\(change) '\(proof)/\(file)'").status == 0)
                let verdict = try ledger.verify("'\(proof)'")
                #expect(verdict.exitCode == 2, "\(change) \(file): \(verdict)")
                try #require(Program.shell("cp '\(proof).kept' '\(proof)/\(file)'").status == 0)
            }
        }
        #expect(try ledger.verify("'\(proof)'").exitCode == 0)
        let evidence = try DamagedFilesTests.evidence(of: 9, in: proof)
        #expect(try ledger.cairn.run("verify '\(evidence)'").status == 3)
        let refused = try ledger.cairn.run("verify '\(proof)' --remember '\(ledger.memory)'")
        #expect(refused.status == 1)
        #expect(refused.output.contains("--remember"))
    }

    @Test func aPartThatIsNoPlainFileOrLeadsOutsideIsMalformed() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let export = ledger.cairn.state + "/export"
        #expect(try ledger.cairn.run("export '\(export)'").status == 0)
        let changes = [
            "mkfifo 'X/checkpoint'", "mkdir 'X/checkpoint'", "ln -s '\(ledger.memory)' 'X/checkpoint'",
            "truncate -s 65M 'X/checkpoint'",
        ]
        for change in changes {
            let spoilt = export + ".spoilt"
            let command = change.replacingOccurrences(of: "X", with: spoilt)
            try #require(
                Program.shell(
                    "rm -rf '\(spoilt)' && cp -r '\(export)' '\(spoilt)' && rm '\(spoilt)/checkpoint' && \(command)"
                )
                .status == 0
            )
            try ledger.expect(.init("export.malformed", at: nil), "'\(spoilt)'", change)
        }
        try #require(
            Program.shell("mv '\(export)/checkpoint' '\(export)/tile/c' && ln -s tile/c '\(export)/checkpoint'").status
                == 0
        )
        #expect(try ledger.verify("'\(export)'").exitCode == 0)
    }

    @Test func aDamagedMemoryIsNotTheLedgersFault() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let text = try String(contentsOfFile: ledger.memory, encoding: .utf8)
        for damaged in [text.replacingOccurrences(of: "\n25\n", with: "\n26\n"), String(text.prefix(40)), ""] {
            try damaged.write(toFile: ledger.memory, atomically: true, encoding: .utf8)
            let answer = try ledger.cairn.run("verify --remember '\(ledger.memory)'")
            #expect(answer.status == 1)
            #expect(answer.output.contains(ledger.memory))
            #expect(answer.output.contains("says nothing about the ledger"))
        }
        try text.write(toFile: ledger.memory, atomically: true, encoding: .utf8)
        try "x".write(toFile: ledger.memory + ".fold", atomically: true, encoding: .utf8)
        let answer = try ledger.cairn.run("verify --remember '\(ledger.memory)' --new")
        #expect(answer.status == 1)
        #expect(answer.output.contains("\(ledger.memory).fold can't be used"))
        #expect(try ledger.cairn.run("verify --remember '\(ledger.memory)'").status == 0)
    }

    @Test func anExportIsMendedAndAnotherFolderIsLeftAlone() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let export = ledger.cairn.state + "/export"
        let many = "\(ledger.cairn.state)/many"
        let sed =
            "for n in $(seq 100 699); do sed -n \"1s/0000001000/0000009$n/p\" '\(try ledger.events(1, count: 1))'; done >'\(many)'"
        try #require(Program.shell(sed).status == 0)
        try ledger.append("'\(many)'", as: ledger.second)
        #expect(try ledger.cairn.run("seal").status == 0)
        #expect(try ledger.cairn.run("export '\(export)'").status == 0)
        let change =
            "printf x | dd of='\(export)/tile/entries/000' bs=1 seek=300 conv=notrunc status=none; : >'\(export)/tile/0/001'"
        try #require(Program.shell(change).status == 0)
        #expect(try ledger.verify("'\(export)'").exitCode == 2)
        let emptied = try ledger.cairn.run("export '\(export)'")
        #expect(emptied.output.contains("corrected: tile/0/001"))
        #expect(try ledger.verify("'\(export)'").exitCode == 2)
        let checked = try ledger.cairn.run("export '\(export)' --check")
        #expect(checked.output.contains("corrected: tile/entries/000"))
        #expect(try ledger.verify("'\(export)'").exitCode == 0)
        #expect(try ledger.cairn.run("export '\(export)' --check --json").output.contains("\"mended\":0"))

        try "x".write(toFile: export + "/checkpoint", atomically: true, encoding: .utf8)
        let damaged = try ledger.cairn.run("export '\(export)'")
        #expect(damaged.status == 1)
        #expect(damaged.output.contains("\(export)/checkpoint is damaged"))
        let foreign = try ledger.cairn.run("export '\(ledger.cairn.state)/keys'")
        #expect(foreign.status == 1)
        #expect(foreign.output.contains("holds something else"))
    }

    @Test func aKeyOrPassphraseThatCantBeUsedIsNamed() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let key = "\(ledger.cairn.state)/keys/\(ledger.gateway).pem"
        let append = "append '\(try ledger.events(8, count: 1))' --author \(ledger.gateway)"
        try #require(Program.shell("cp -p '\(key)' '\(key).kept' && : >'\(key)'").status == 0)
        let empty = try ledger.cairn.run(append)
        #expect(empty.status == 1)
        #expect(empty.output.contains(key))
        try #require(Program.shell("mv '\(key).kept' '\(key)' && echo x >'\(key).vkey'").status == 0)
        #expect(try ledger.cairn.run(append).output.contains("\(key).vkey"))

        let file = ledger.cairn.state + "/passphrase"
        let generate = ledger.cairn.command("key generate locked.hospital-a.example")
        for (content, mode, word) in [("", "600", "must be a passphrase"), ("secret", "644", "chmod 600")] {
            try #require(Program.shell("printf '\(content)' >'\(file)' && chmod \(mode) '\(file)'").status == 0)
            let refused = try Program.shell("CAIRN_PASSPHRASE_FILE='\(file)' \(generate)")
            #expect(refused.status == 1)
            #expect(refused.output.contains(file))
            #expect(refused.output.contains(word))
        }
        try #require(Program.shell("printf 'secret\\r\\n' >'\(file)' && chmod 600 '\(file)'").status == 0)
        #expect(try Program.shell("CAIRN_PASSPHRASE_FILE='\(file)' \(generate)").status == 0)
        let locked = "\(ledger.cairn.state)/keys/locked.hospital-a.example.pem"
        #expect(try Program.shell("openssl pkey -noout -in '\(locked)' -passin pass:secret").status == 0)
        #expect(try Program.shell("openssl pkey -noout -in '\(locked)' -passin pass:other").status != 0)
    }

    @Test func aDamagedStateFileStopsNothingButTheSealer() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let file = ledger.cairn.state + "/keys/sealed.checkpoint"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try text.replacingOccurrences(of: "\n25\n", with: "\n9999\n").write(
            toFile: file,
            atomically: true,
            encoding: .utf8
        )
        let refused = try ledger.cairn.run("seal")
        #expect(refused.status == 1)
        #expect(refused.output.contains("\(file) is damaged"))
        try ledger.append("'\(ledger.events(3, count: 1))'", as: ledger.second)
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try ledger.cairn.run("seal").status == 0)
        let replaced = try ledger.attack(
            "UPDATE cairn.checkpoint SET note = convert_to(regexp_replace(convert_from(note, 'UTF8'), '....\n$', E'AAA=\n'), 'UTF8')"
        )
        let inconsistent = try ledger.cairn.run("seal --database '\(replaced)'")
        #expect(inconsistent.status == 2)
        #expect(inconsistent.output.contains("the ledger key has not signed the checkpoint at size 26"))
    }

    @Test func anImportOfNothingOrOfNoImageIsNoSuccess() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let folder = ledger.cairn.state + "/files"
        let dicom = "import dicom '\(folder)' --author \(ledger.gateway)"
        try #require(Program.shell("mkdir '\(folder)'").status == 0)
        let empty = try ledger.cairn.run(dicom)
        #expect(empty.status == 1)
        #expect(empty.output.contains("there is no file"))
        try #require(Program.shell("echo x >'\(folder)/x' && mkfifo '\(folder)/pipe'").status == 0)
        #expect(try ledger.cairn.run(dicom).status == 3)
        let named = try ledger.cairn.run("import dicom '\(folder)/pipe' --author \(ledger.gateway)")
        #expect(named.status == 3)
        #expect(named.output.contains("pipe (it can't be opened)"))
    }

    @Test func whatSteersATerminalIsWrittenInJSONSoThatItDoesnt() throws {
        let ledger = try AttackedLedger()
        defer { ledger.cairn.remove() }
        let file = try ledger.events(4, count: 1)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let hostile = "\u{9b}\u{85}\u{7f}\u{202e}\u{e0001}ä"
        try text.replacingOccurrences(of: "{\"batch\":4}", with: "{\"note\":\"\(hostile)\"}")
            .write(toFile: file, atomically: true, encoding: .utf8)
        try ledger.append("'\(file)'", as: ledger.second)
        let shown = try ledger.cairn.run("show 25 --json").output
        #expect(shown.contains(#"\u009b\u0085\u007f\u202e\udb40\udc01ä"#))
        let body = try #require(JSONSerialization.jsonObject(with: Data(shown.utf8)) as? [String: Any])
        #expect((body["body"] as? String)?.unicodeScalars.contains("\u{202e}") == true)
    }

    @Test func nothingIsWrittenThroughALinkThatSomebodyPutInTheWay() throws {
        let ledger = try AttackedLedger()
        let cairn = ledger.cairn
        defer { cairn.remove() }
        let victim = cairn.state + "/victim"
        try "precious".write(toFile: victim, atomically: true, encoding: .utf8)
        let state = cairn.state + "/keys/sealed.checkpoint.new"
        try #require(Program.shell("ln -s '\(victim)' '\(state)'").status == 0)
        try ledger.append("'\(ledger.events(3, count: 1))'", as: ledger.second)
        #expect(try cairn.run("seal").status == 0)
        #expect(try String(contentsOfFile: victim, encoding: .utf8) == "precious")
        #expect(try String(contentsOfFile: cairn.state + "/keys/sealed.checkpoint", encoding: .utf8).contains("\n26\n"))

        let export = cairn.state + "/export"
        let outside = cairn.state + "/outside"
        for link in ["tile", "tile/0", "submissions", "bodies"] {
            let made =
                "rm -rf '\(export)' '\(outside)' && mkdir '\(outside)' && mkdir -p '\(export)/\(link)' && "
                + "rmdir '\(export)/\(link)' && ln -s '\(outside)' '\(export)/\(link)'"
            try #require(Program.shell(made).status == 0)
            let refused = try cairn.run("export '\(export)'")
            #expect(refused.status == 1, "\(refused.output)")
            #expect(refused.output.contains("\(link) is a symbolic link"), "\(refused.output)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: outside).isEmpty)
        }
    }

    /// A program that reads what came from outside, and prints without end: its output is bounded, and so is the disk.
    @Test func aProgramThatPrintsWithoutEndIsStopped() throws {
        let ledger = try AttackedLedger()
        let cairn = ledger.cairn
        defer { cairn.remove() }
        let folder = cairn.state + "/endless"
        let made =
            "mkdir -p '\(folder)/files' && echo x >'\(folder)/files/x' && "
            + "printf '#!/bin/sh\\nexec yes\\n' >'\(folder)/dcmdump' && chmod +x '\(folder)/dcmdump'"
        try #require(Program.shell(made).status == 0)
        let dicom = cairn.command("import dicom '\(folder)/files' --author \(ledger.gateway)")
        let answer = try Program.shell("PATH='\(folder)':\"$PATH\" \(dicom)")
        #expect(answer.status == 1)
        #expect(answer.output.contains("dcmdump printed more than 16777216 bytes"), "\(answer.output)")
    }
}
