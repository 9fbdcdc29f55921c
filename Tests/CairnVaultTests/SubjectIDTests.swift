import CairnVault
import Testing

@Suite("SubjectID")
struct SubjectIDTests {
    @Test("ids are random version 4 UUIDs in lowercase, and read back")
    func random() throws {
        let ids = try (0..<100).map { _ in try SubjectID.random() }
        #expect(Set(ids).count == 100)
        for id in ids {
            let text = Array(id.description.utf8)
            #expect(text.count == 36)
            #expect(text[14] == UInt8(ascii: "4"))
            #expect("89ab".utf8.contains(text[19]))
            #expect(try SubjectID(parsing: text) == id)
            #expect(SubjectID(bytes: id.bytes) == id)
        }
    }

    @Test(
        "other text is no subject id",
        arguments: [
            "", "01890a5d-ac96-474b-bcce-b302099a805", "01890A5D-AC96-474B-BCCE-B302099A8057",
            "01890a5dac96474bbcceb302099a8057", "01890a5d-ac96-474b-bcceb-302099a8057",
            "01890a5d-ac96-474b-bcce-b302099a8057 ", "01890a5d-ac96-474b-bcce-b302099a80-7",
        ]
    )
    func malformed(text: String) {
        #expect(throws: VaultError.self) { try SubjectID(parsing: text.utf8) }
    }
}
