/// The server's words without what may be data.
///
/// PostgreSQL quotes identifiers and values alike: `relation "x" does not exist`, `invalid input syntax for type uuid: "x"`.
enum QuotedText {
    /// Replaces every quoted text that isn't known to be harmless.
    ///
    /// From the first unknown quote to the last quotation mark everything goes, since a value may contain quotation marks itself. In the classes
    /// 22 (data exceptions) and P0 (raised by other people's functions) whatever follows a colon or a quotation mark of another language goes too.
    static func redact(_ message: String, sqlState: String, isHarmless: (String) -> Bool) -> String {
        // Class CA is raised by Cairn's own functions, whose messages contain no values.
        if sqlState.hasPrefix("CA") { return message }
        let redacted = redactQuotes(message, isHarmless: isHarmless)
        guard sqlState.hasPrefix("22") || sqlState.hasPrefix("P0") else { return redacted }
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
