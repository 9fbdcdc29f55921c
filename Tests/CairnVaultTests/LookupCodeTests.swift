import CairnCrypto
import CairnModel
import Testing

@testable import CairnVault

@Suite("LookupCode")
struct LookupCodeTests {
    private let sample: Sample
    private let message = [UInt8](0..<16)

    init() throws {
        sample = try Sample()
    }

    private func institutionKey() throws -> InstitutionKey {
        try InstitutionKey(SymmetricKey([UInt8](0x40..<0x60)))
    }

    @Test("codes differ by purpose, ledger and message, and are otherwise the same")
    func codes() throws {
        let code = LookupCode(localID: message, origin: sample.origin)
        #expect(LookupCode(localID: message, origin: sample.origin) == code)
        let codes = [
            code, LookupCode(importing: message, origin: sample.origin),
            LookupCode(erasing: try #require(SubjectID(bytes: message)), origin: sample.origin),
            LookupCode(localID: message, origin: try Origin("ledger.hospital-b.example/imaging")),
            LookupCode(localID: message + [0], origin: sample.origin), LookupCode(localID: [], origin: sample.origin),
        ]
        #expect(Set(codes).count == codes.count)
        #expect(try Set(codes.map { try $0.lookup(under: institutionKey()) }).count == codes.count)
    }

    @Test("lookup and wrapped code are those that another program computed")
    func known() throws {
        let code = LookupCode(localID: message, origin: sample.origin)
        #expect(
            try Hexadecimal.encode(code.lookup(under: institutionKey()))
                == "1563ddbdaea69ee93ac05ad0ea0a10336b4924a13d4108db0cbfac1adce7734c"
        )
        #expect(
            try Hexadecimal.encode(code.wrapped(under: institutionKey()))
                == "4c3e63c613e8ba25310911b5a66948820f5699a925b35d2521590d3e9bbc06b0b6a6839b2e62f8d8"
        )
    }

    @Test("a code is read back under its institution key alone, and looked up differently under another")
    func wrapped() throws {
        let code = LookupCode(localID: message, origin: sample.origin)
        let other = try InstitutionKey()
        let wrapped = try code.wrapped(under: institutionKey())
        #expect(try LookupCode(unwrapping: wrapped, under: institutionKey()) == code)
        #expect(try code.lookup(under: other) != code.lookup(under: institutionKey()))
        var faults = try flippedBits(of: wrapped).map { ($0, try institutionKey().text(passphrase: nil)) }
        faults.append((wrapped, try InstitutionKey().text(passphrase: nil)))
        for (bytes, key) in faults {
            let error = #expect(throws: VaultError.self) {
                _ = try LookupCode(unwrapping: bytes, under: InstitutionKey(parsing: key, passphrase: nil))
            }
            #expect(error?.code == .keyModified)
        }
    }
}
