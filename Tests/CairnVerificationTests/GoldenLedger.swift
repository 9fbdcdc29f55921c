import CairnCrypto
import CairnLog
import CairnModel
import CairnTestSupport
import CairnVerification
import Foundation
import Testing

/// The ledger of the golden files: fixed keys and times, every event type, what doesn't count, more than one bundle.
enum GoldenLedger {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Golden/format1")
    /// Entries that the verifier must say don't count, with the code of each.
    static let discounted: [UInt64: FindingCode] = [10: .role, 11: .syntax, 12: .signature]

    /// The ledger, written anew.
    static func make() throws -> SampleLedger {
        var sample = try SampleLedger()
        let commitment = SHA256.hash(Array("a payload".utf8))
        let sealed = [SealedReference(key: "00112233445566778899aabbccddeeff", commitment: commitment)]
        let subject = "7f3c1d52-4a0e-4c44-9d0c-2a54b9a5b001"
        let received = ImageSeriesReceived(
            subject: subject,
            series: "7f3c1d52-4a0e-4c44-9d0c-2a54b9a5b002",
            study: "7f3c1d52-4a0e-4c44-9d0c-2a54b9a5b003",
            modality: "CT",
            instances: 2,
            bytes: 1_050_624,
            transferSyntaxes: ["1.2.840.10008.1.2.1", "1.2.840.10008.1.2.4.90"],
            instancesRoot: commitment,
            actor: "gateway.hospital-a.example",
            sealed: sealed
        )
        let rejected = ImageRejected(reason: "unreadable", bytes: 7, actor: "gateway.hospital-a.example", sealed: [])
        try sample.append(
            [
                sample.body(SubjectEnrolled(subject: subject, sealed: sealed), 3), sample.body(received, 4),
                sample.body(rejected, 5),
            ],
            by: \.uploader
        )
        let erased = SubjectErased(subjects: [subject], keys: sealed.map(\.key), ground: "art17-1-b")
        try sample.append([sample.body(erased, 6)], by: \.uploader)
        let text = "{\"text\":\"caf\u{E9} \\u00e9 \u{1F600} \\ud83d\\ude00\",\"n\":[-9007199254740991,0]}"
        try sample.append([sample.note(7, type: "org.example.thing", data: text)], by: \.uploader)
        let second = try SampleLedger.Author(name: "annotator.test.example", seed: 4).key
        try sample.append(
            [sample.body(KeyRegistered(key: second, roles: [.init("annotation"), .init("org.example.thing")]), 8)],
            by: \.registrar
        )
        try sample.append(
            [sample.body(KeyRevoked(key: second, reason: ReasonCode("superseded"), compromisedSince: 9), 9)],
            by: \.registrar
        )
        let outside = [try sample.body(KeyRegistered(key: second, roles: [.all]), 10)]
        try sample.append(outside, by: \.uploader)
        let forged = [try sample.note(11)]
        try sample.append(forged, under: sample.statement(forged), signedWith: 9)
        let statement = try sample.statement(forged)
        let other = try sample.statement(forged, number: 99)
        let key = try Ed25519PrivateKey(seed: Array(repeating: 3, count: 32))
        let signed = try SignedNote.sign(text: other.text, name: other.author.name, key: key).bytes
        try sample.append([sample.note(12)], note: statement.text + signed.dropFirst(other.text.count))
        let renewed = SampleLedger.Author(name: SampleLedger.origin, seed: 5)
        try sample.append([sample.body(LedgerKeyChanged(key: renewed.key), 13)], by: \.registrar)
        sample.ledger = renewed
        let redactor = SampleLedger.Author(name: "redactor.test.example", seed: 7)
        try sample.append(
            [sample.body(KeyRegistered(key: redactor.key, roles: [.redaction]), 14)],
            by: \.registrar
        )
        try sample.redact(7, type: "org.example.thing")
        sample.bodies[7] = nil
        for count in [1, 2, 100, 141, 256, 7] { try sample.upload(count) }
        return sample
    }

    /// The files as they were written once, for ever.
    static func files() throws -> [String: [UInt8]] {
        try VectorFolder(folder).files(in: "")
    }
}
