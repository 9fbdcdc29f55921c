public import CairnModel

extension Auditor {
    /// The values in the order of the question, each checked.
    static func parameters(_ question: Question, _ given: [String: String]) throws(AuditError) -> [String?] {
        for name in given.keys.sorted() where !question.parameters.contains(where: { $0.name == name }) {
            let names = question.parameters.map { "--\($0.name)" }.joined(separator: ", ")
            throw AuditError(
                .parameter,
                "\(question.code) has no parameter \(name); it takes \(names.isEmpty ? "none" : names)"
            )
        }
        var values: [String?] = []
        for parameter in question.parameters {
            guard let value = given[parameter.name] else {
                guard !parameter.isRequired else {
                    throw AuditError(.parameter, "\(question.code) needs --\(parameter.name): \(parameter.meaning)")
                }
                values.append(nil)
                continue
            }
            switch parameter.kind {
            case .choice(let words):
                guard words.contains(value) else {
                    throw AuditError(
                        .parameter,
                        "\(parameter.name) is one of \(words.joined(separator: ", ")), not \(value)"
                    )
                }
                values.append(value)
            case .id, .term:
                guard (1...255).contains(value.utf8.count), !value.utf8.contains(0) else {
                    throw AuditError(.parameter, "\(parameter.name) has 1 to 255 bytes: \(parameter.meaning)")
                }
                values.append(value)
            case .count:
                guard let number = Int64(value), (0...1_000_000_000).contains(number) else {
                    throw AuditError(
                        .parameter,
                        "\(parameter.name) is no number from 0 to 1,000,000,000: \(parameter.meaning)"
                    )
                }
                values.append("\(number)")
            case .time: values.append("\(try time(value, parameter.name))")
            }
        }
        let period = ["from", "to"].map { name in
            question.parameters.firstIndex { $0.name == name }.flatMap { values[$0] }
        }
        if let from = period[0], let to = period[1], from >= to {
            throw AuditError(.parameter, "the period ends before it begins: from \(from) to \(to)")
        }
        return values
    }

    /// A time, or a date as its beginning.
    ///
    /// - Throws: ``AuditError`` with code `question.parameter`.
    public static func time(_ text: String, _ name: String) throws(AuditError) -> Timestamp {
        do { return try Timestamp(parsing: (text.utf8.count == 10 ? text + "T00:00:00Z" : text).utf8) } catch {
            throw AuditError(.parameter, "\(name) is no time: write 2026-01-31 or 2026-01-31T23:59:59Z")
        }
    }
}
