/// The notes that golang/mod accepts and refuses, with the names that the file of vectors has.
struct GoNotes: Decodable {
    struct Case: Decodable {
        let name: String
        let keys: [String]
        let note_hex: String
        let ok: Bool
        let verified: [String]?
        let unverified: [String]?

        var note: [UInt8] {
            let digits = note_hex.compactMap(\.hexDigitValue)
            return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
        }
    }

    struct KnownAnswer: Decodable {
        let text: String
        let want: String
    }

    let private_key_for_signing_KAT: String
    let signing_KAT: KnownAnswer
    let bad_vkeys: [String]
    let open_cases: [Case]
}
