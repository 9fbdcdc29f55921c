import CairnTestSupport

/// The shape of a file of Wycheproof vectors, as far as our primitives need it.
struct Wycheproof: Decodable {
    struct Group: Decodable {
        struct Case: Decodable {
            let tcId: Int
            let comment: String
            let result: String
            let key: Hex?
            let iv: Hex?
            let aad: Hex?
            let msg: Hex
            let ct: Hex?
            let tag: Hex?
            let sig: Hex?

            var isValid: Bool { result == "valid" }
        }

        struct PublicKey: Decodable {
            let pk: Hex
        }

        let keySize: Int?
        let ivSize: Int?
        let tagSize: Int?
        let publicKey: PublicKey?
        let tests: [Case]
    }

    let testGroups: [Group]

    static func read(_ name: String) throws -> [Group] {
        try Vectors.decode(Wycheproof.self, from: "wycheproof/\(name)_test.json").testGroups
    }
}
