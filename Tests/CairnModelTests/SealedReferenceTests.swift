import CairnCrypto
import CairnLog
import CairnModel
import Testing

@Suite("SealedReference")
struct SealedReferenceTests {
    static func data(key: String, commitment: String) -> JSONValue {
        let element = JSONValue.object([.init("key", .string(key)), .init("commitment", .string(commitment))])
        return .object([.init("sealed", .array([element]))])
    }

    static let commitment = Base64.encode(SHA256.hash([1]).bytes)

    @Test("an element is a key id and a commitment")
    func reading() throws {
        let list = try SealedReference.list(in: Self.data(key: EventTests.keyID, commitment: Self.commitment))
        #expect(list == EventTests.sealed)
        #expect(try SealedReference.list(in: .object([])) == [])
    }

    @Test(
        "another form is refused",
        arguments: [
            (String(EventTests.keyID.dropLast()), commitment), (EventTests.keyID + "0", commitment),
            (EventTests.keyID.uppercased(), commitment), (EventTests.keyID, ""), (EventTests.keyID, commitment + "="),
            (EventTests.keyID, String(commitment.dropLast())), (EventTests.keyID, "AAAA"),
        ]
    )
    func refused(key: String, commitment: String) {
        let error = #expect(throws: ModelError.self) {
            try SealedReference.list(in: Self.data(key: key, commitment: commitment))
        }
        #expect(error?.code == .event)
    }
}
