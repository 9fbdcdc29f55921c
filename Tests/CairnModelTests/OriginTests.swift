import CairnCrypto
import CairnModel
import Testing

@Suite("Origin")
struct OriginTests {
    @Test(
        "names are taken",
        arguments: [
            "ledger.hospital-a.example/imaging", "a.b", ".", "a.b//", "0.~_-/", "a./b.c",
            "." + String(repeating: "x", count: 254),
        ]
    )
    func taken(name: String) throws {
        #expect(try Origin(name).description == name)
    }

    @Test(
        "what is no name is refused",
        arguments: [
            "", "localhost", "localhost/a.b", "/a.b", "A.b", "a.b c", "a.b+c", "a.b\n", "a.\u{E9}", "a.b?", "a.b:443",
            "a.b\0", "." + String(repeating: "x", count: 255),
        ]
    )
    func refused(name: String) {
        let error = #expect(throws: ModelError.self) { try Origin(name) }
        #expect(error?.code == .name)
    }

    @Test("exactly the allowed bytes are allowed")
    func bytes() {
        let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789._~/-".utf8)
        for byte in UInt8.min...UInt8.max {
            #expect(Origin.isName([UInt8(ascii: "."), byte]) == allowed.contains(byte))
        }
    }

    @Test("entry 0 follows the hash of the origin")
    func genesis() throws {
        #expect(try Origin("a.b").genesisPrevious == SHA256.hash(Array("a.b".utf8)))
        #expect(try Origin("a.b").genesisPrevious != Origin("a.c").genesisPrevious)
    }
}
