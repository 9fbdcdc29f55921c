import CairnCrypto
import CairnLog

/// A log and witnesses with keys from fixed seeds, and checkpoints that they sign.
struct Witnessed {
    let log: VerifierKey
    /// Witness 1 has place 0.
    let witnesses: [VerifierKey]
    let checkpoint: Checkpoint

    init(witnesses count: Int = 5) throws {
        let origin = try KeyName("log.example/one")
        log = VerifierKey(name: origin, publicKey: try Witnessed.privateKey(0).publicKey)
        witnesses = try (1...count).map { number in
            VerifierKey(
                name: try KeyName("witness.example/\(number)"),
                publicKey: try Witnessed.privateKey(number).publicKey,
                algorithm: .cosignature
            )
        }
        checkpoint = Checkpoint(origin: origin, size: 3, root: .zero)
    }

    static func privateKey(_ number: Int) throws -> Ed25519PrivateKey {
        try Ed25519PrivateKey(seed: Array(repeating: UInt8(100 + number), count: 32))
    }

    /// The checkpoint, signed by the log and cosigned by the witnesses with these numbers.
    func note(cosignedBy numbers: [Int] = []) throws -> SignedNote {
        try numbers.reduce(SignedNote.sign(text: checkpoint.text, name: log.name, key: Witnessed.privateKey(0))) {
            $0.adding(try cosignature(by: $1, over: checkpoint.text))
        }
    }

    /// A cosignature line of C2SP tlog-cosignature, by the witness with this number.
    func cosignature(by number: Int, over text: [UInt8], at time: UInt64 = 1_700_000_000) throws -> NoteSignature {
        let message = Array("cosignature/v1\ntime \(time)\n".utf8) + text
        let stamp = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: time >> UInt64($0)) }
        let key = witnesses[number - 1]
        return NoteSignature(
            name: key.name,
            keyHash: key.keyHash,
            bytes: stamp + (try Witnessed.privateKey(number).signature(of: message))
        )
    }
}
