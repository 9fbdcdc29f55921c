/// The server's words without what may be data.
///
/// PostgreSQL quotes identifiers and values alike: `relation "x" does not exist`, `invalid input syntax for type uuid:
/// "x"`.
enum QuotedText {
    /// Replaces every quoted text that isn't known to be harmless.
    ///
    /// From the first unknown quote to the last quotation mark everything goes, since a value may contain quotation
    /// marks itself. In class 22 (data exceptions) whatever follows a colon or a quotation mark of another language
    /// goes too. Of what other people's functions raise (class P0) nothing is kept, since nobody knows what they put
    /// in.
    static func redact(_ message: String, sqlState: String, isHarmless: (String) -> Bool) -> String {
        // Class CA is raised by Cairn's own functions, whose messages contain no values.
        if sqlState.hasPrefix("CA") { return message }
        if sqlState.hasPrefix("P0") { return "a function in the database raised an error; the server's log says which" }
        let redacted = redactQuotes(message, isHarmless: isHarmless)
        guard sqlState.hasPrefix("22") else { return redacted }
        return String(redacted.prefix { $0 != ":" && $0.isASCII })
    }

    private static func redactQuotes(_ message: String, isHarmless: (String) -> Bool) -> String {
        var kept = ""
        var rest = message[...]
        while let opening = rest.firstIndex(of: "\"") {
            let inside = rest[rest.index(after: opening)...]
            guard let closing = inside.firstIndex(of: "\""), isHarmless(String(inside[..<closing])) else {
                let last = rest.lastIndex(of: "\"") ?? opening
                let tail = last == opening ? "" : rest[rest.index(after: last)...]
                return kept + rest[..<opening] + "\"…\"" + tail
            }
            kept += rest[...closing]
            rest = rest[rest.index(after: closing)...]
        }
        return kept + rest
    }
}
