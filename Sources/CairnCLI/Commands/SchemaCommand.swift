import ArgumentParser
import CairnModel
import Foundation

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Write the JSON Schema of an event, or list the events.",
        discussion: """
            For authors who write in other languages. Schemas are made from the same source as the checks.

            Examples: cairn schema
                      cairn schema cairn.consent.given.v1
                      cairn schema --output schemas/
            """
    )
    @Argument(help: "The type of the event; all of them are listed, if it isn't given.")
    var type: String?
    @Option(help: "A folder for the schemas of all events, a file each.")
    var output: String?
    @Flag(help: "Write JSON, one object a line.")
    var json = false

    func run() throws {
        if let output {
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
            for form in Vocabulary.forms {
                let file = URL(fileURLWithPath: output).appending(path: "\(form.type).json")
                try Data(form.jsonSchema.encoded + [UInt8(ascii: "\n")]).write(to: file, options: .atomic)
            }
            return Output.line("\(Vocabulary.forms.count) schemas are in \(output)")
        }
        guard let type else { return try list() }
        guard let form = Vocabulary.form(of: EventType(type)) else {
            throw ValidationError("there is no event \(type): cairn schema lists them")
        }
        Output.write(String(decoding: form.jsonSchema.encoded, as: UTF8.self) + "\n")
    }

    private func list() throws {
        for family in Vocabulary.families {
            for form in family.forms {
                if json {
                    try Output.json(["type": form.type.name, "meaning": form.meaning])
                } else {
                    Output.line("\(form.type.name)")
                    Output.line("    \(form.meaning) Needs \(form.required.map(\.name).joined(separator: ", ")).")
                    if !form.terms.isEmpty { Output.line("    Stands for \(form.terms.joined(separator: ", ")).") }
                }
            }
        }
    }
}
