import CairnTestSupport

/// One vector of the CCTV file that covers every edge case of the points A and R.
struct Ed25519EdgeVector: Decodable {
    let number: Int
    let key: Hex
    let sig: Hex
    let msg: String
    let flags: [String]?

    func has(_ flag: String) -> Bool { (flags ?? []).contains(flag) }

    static func read() throws -> [Ed25519EdgeVector] {
        try Vectors.decode([Ed25519EdgeVector].self, from: "ed25519-edge/ed25519vectors.json")
    }
}
