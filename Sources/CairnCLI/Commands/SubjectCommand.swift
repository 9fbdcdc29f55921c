import ArgumentParser
import Cairn
import CairnModel
import CairnVault

struct SubjectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subject",
        abstract: "Find the subject id of a patient, or enrol one.",
        discussion: """
            Events name patients by random subject ids; only the vault knows whose they are.

            Examples: cairn subject 98890234
                      cairn subject 98890234 --issuer hospital-a --enrol --author desk.hospital-a.example
            """
    )
    @Argument(help: "The local patient number.")
    var localID: String
    @Option(help: "Who issued it, as DICOM's issuer of patient id has it.")
    var issuer = ""
    @Flag(help: "Make a subject id where there is none yet, and record it; needs --author.")
    var enrol = false
    @Option(help: "The author that records the enrolment, with the role subject.")
    var author: String?
    @OptionGroup var options: SharedOptions

    func validate() throws {
        guard enrol == (author != nil) else { throw ValidationError("--enrol and --author go together") }
    }

    func run() async throws {
        let subject: String
        if let author {
            subject = try await enrol(as: author)
        } else {
            subject = try await LocalSubject.find(localID, issuer: issuer, options)
        }
        if options.json { return try Output.json(["subject": subject]) }
        Output.line(subject)
    }

    private func enrol(as author: String) async throws -> String {
        let key = try options.directory.key(author)
        let vault = try await LocalSubject.vault(options)
        defer { vault.close() }
        let subject = try await vault.subject(localID: LocalSubject.bytes(localID, issuer: issuer))
        if subject.isNew {
            let event = SubjectEnrolled(subject: "\(subject.id)", sealed: [])
            _ = try await options.withAppender(key) {
                try await $0.append(event, source: "urn:cairn:cli", time: SharedOptions.now())
            }
        }
        return "\(subject.id)"
    }
}
