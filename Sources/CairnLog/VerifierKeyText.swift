import CairnCrypto

/// The three parts of a verifier key's text, whatever its algorithm: what C2SP signed-note says of all of them.
struct VerifierKeyText {
    let name: KeyName
    let keyHash: UInt32
    /// The algorithm's byte.
    let algorithm: UInt8
    /// The key itself.
    let key: [UInt8]

    /// Reads the text.
    ///
    /// - Throws: ``LogError`` with code `key.malformed`.
    init(parsing text: some Collection<UInt8>) throws(LogError) {
        let text = Array(text)
        guard let first = text.firstIndex(of: UInt8(ascii: "+")),
            let second = text[(first + 1)...].firstIndex(of: UInt8(ascii: "+"))
        else { throw LogError(.key, "a verifier key has three parts with a plus sign between them") }
        do { name = try KeyName(bytes: text[..<first]) } catch { throw LogError(.key, error.message) }
        guard let keyHash = VerifierKeyText.decodeHexadecimal(text[(first + 1)..<second]) else {
            throw LogError(.key, "the key hash is not eight lowercase hexadecimal digits")
        }
        guard let encoded = Base64.decode(text[(second + 1)...]), let algorithm = encoded.first else {
            throw LogError(.key, "the key is not canonical base64")
        }
        guard keyHash == VerifierKeyText.keyHash(name: name, encoded: encoded) else {
            throw LogError(.key, "the key hash is not the hash of name and key")
        }
        self.keyHash = keyHash
        self.algorithm = algorithm
        key = Array(encoded.dropFirst())
    }

    /// The first four bytes of `SHA-256(name || "\n" || algorithm || key)`, big-endian.
    static func keyHash(name: KeyName, encoded: [UInt8]) -> UInt32 {
        SHA256.hash(name.bytes + [UInt8(ascii: "\n")] + encoded).bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func decodeHexadecimal(_ digits: ArraySlice<UInt8>) -> UInt32? {
        guard digits.count == 8 else { return nil }
        var number: UInt32 = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | UInt32(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): number = number << 4 | UInt32(digit - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return number
    }
}
