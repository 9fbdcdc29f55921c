import ArgumentParser
import Foundation

struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the events of a made-up federation, a line each: for trials and measurements.",
        discussion: """
            The same numbers and seed give the same lines.

            Example: cairn generate --subjects 1000 --accesses 10000 > events.ndjson
                     cairn import events events.ndjson --author all.hospital-a.example
            """
    )
    @Option(help: "How many data subjects.")
    var subjects = 1_000
    @Option(help: "How many series each has.")
    var series = 3
    @Option(help: "How many accesses.")
    var accesses = 10_000
    @Option(help: "Another number gives another federation.")
    var seed: UInt64 = 1

    func validate() throws {
        guard (100...10_000_000).contains(subjects), (1...3).contains(series), (0...100_000_000).contains(accesses)
        else {
            throw ValidationError("--subjects is 100 to 10000000, --series 1 to 3, --accesses 0 to 100000000")
        }
    }

    func run() throws {
        var buffer: [UInt8] = []
        let size = MadeUpFederation.Size(subjects: subjects, seriesPerSubject: series, accesses: accesses)
        var federation = MadeUpFederation(size, seed: seed) { line in
            buffer += line.utf8
            buffer.append(UInt8(ascii: "\n"))
            guard buffer.count > 1 << 20 else { return }
            Output.write(Data(buffer))
            buffer.removeAll(keepingCapacity: true)
        }
        federation.make()
        Output.write(Data(buffer))
    }
}
