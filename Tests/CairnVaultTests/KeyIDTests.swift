import CairnCrypto
import CairnVault
import Testing

@Suite("KeyID")
struct KeyIDTests {
    @Test("the id is the one that another program computed")
    func known() throws {
        let id = try KeyID(of: SymmetricKey([UInt8](0..<32)))
        #expect(id.description == "e7ce165e7a7afc96021fdfe141db5ef6")
        #expect(try KeyID(parsing: id.description.utf8) == id)
        #expect(KeyID(bytes: id.bytes) == id)
        #expect(try KeyID(of: SymmetricKey([UInt8](1...32))) != id)
    }

    @Test(
        "what is not 32 lowercase digits is no key id",
        arguments: [
            "", "e7ce165e7a7afc96021fdfe141db5e", "e7ce165e7a7afc96021fdfe141db5ef", "E7CE165E7A7AFC96021FDFE141DB5EF6",
            "e7ce165e7a7afc96021fdfe141db5ef6\n", "e7ce165e7a7afc96021fdfe141db5eg6",
            "e7ce165e7a7afc96021fdfe141db5ef600",
        ]
    )
    func malformed(text: String) {
        #expect(throws: VaultError.self) { try KeyID(parsing: text.utf8) }
        #expect(KeyID(bytes: Array(text.utf8)) == nil)
    }
}
