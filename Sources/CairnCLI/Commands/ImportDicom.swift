import ArgumentParser
import Cairn
import CairnModel
import CairnVault
import Foundation

struct ImportDicom: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dicom",
        abstract: "Record DICOM files: one event a series; what identifies someone is sealed in the vault.",
        discussion: """
            Importing the same files again records nothing twice. Files that are no images are told, counted and recorded;
            where none is one, the exit code is 3.

            Example: cairn import dicom ~/studies --author gateway.hospital-a.example
            """
    )
    @Argument(help: "Files and folders.")
    var paths: [String]
    @Option(help: "The author's name.")
    var author: String
    @OptionGroup var options: SharedOptions

    private struct Answer: Encodable {
        let files: Int
        let instances: Int
        let series: Int
        let rejected: Int
        let rejectedFiles: [String]
        let newEntries: Int
    }

    func run() async throws {
        let origin = try options.origin()
        let reader = try await LedgerReader(database: options.address, origin: origin)
        defer { reader.close() }
        let key = try options.directory.key(author)
        let vault = try await Vault.open(
            address: options.address,
            ledger: reader.ledgerNumber,
            origin: origin,
            institutionKey: InstitutionKeyFile(options.directory).read(Passphrase.forReading(key))
        )
        defer { vault.close() }
        let before = try await reader.size()
        let files = try look()
        guard !files.isEmpty else {
            throw CairnError(
                .file,
                "there is no file at or below \(paths.joined(separator: ", ")): nothing was recorded"
            )
        }
        let rejected = files.filter { !$0.header.isInstance }
        let series = DicomSeries.group(files)
        let bodies = try await bodies(series, rejected, vault)
        let newEntries = try await options.withAppender(key) { appender in
            var count = 0
            for start in stride(from: 0, to: bodies.count, by: 1_000) {
                let receipts = try await appender.append(bodies: Array(bodies[start...].prefix(1_000)))
                count += receipts.count { $0.index >= before }
            }
            return count
        }
        let answer = Answer(
            files: files.count,
            instances: files.count - rejected.count,
            series: series.count,
            rejected: rejected.count,
            rejectedFiles: rejected.map(\.path),
            newEntries: newEntries
        )
        if options.json { try Output.json(answer) } else { write(answer, rejected) }
        if answer.instances == 0 { throw ExitCode(3) }
    }

    private func write(_ answer: Answer, _ rejected: [DicomFile]) {
        for file in rejected {
            let why = file.header.isDirectory ? " (a DICOMDIR)" : file.isReadable ? "" : " (it can't be opened)"
            Output.line("not an image: \(file.path)\(why)")
        }
        Output.line(
            "\(answer.files) files: \(answer.instances) instances in \(answer.series) series, \(answer.rejected) not images; "
                + "\(answer.newEntries) new entries"
        )
    }

    private func look() throws -> [DicomFile] {
        let paths = try DicomFile.find(paths)
        let progress = Progress("reading")
        var files: [DicomFile] = []
        var rest = paths[...]
        while !rest.isEmpty {
            files += try DicomFile.read(Array(rest.prefix(DicomFile.batch)))
            rest = rest.dropFirst(DicomFile.batch)
            progress.show(UInt64(files.count), UInt64(paths.count))
        }
        progress.end()
        return files
    }

    private func bodies(_ series: [DicomSeries], _ rejected: [DicomFile], _ vault: Vault) async throws -> [Body] {
        var maker = DicomImport(vault: vault, actor: author, source: "urn:cairn:\(author)")
        var bodies: [Body] = []
        for one in series { bodies.append(try await maker.body(of: one, time: SharedOptions.now())) }
        for file in rejected {
            let body = try await maker.body(rejecting: file, time: SharedOptions.now())
            // The same file may lie in two places.
            if !bodies.contains(where: { $0.id == body.id }) { bodies.append(body) }
        }
        return bodies
    }
}
