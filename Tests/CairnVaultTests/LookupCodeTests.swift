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

    private func context() throws -> WrappingContext {
        try .subjectCode(of: sample.subject(), KeyID(of: sample.key()), in: sample.origin)
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
        let keys = try sample.lookupKeys()
        #expect(Set(codes.map { $0.lookup(under: keys) }).count == codes.count)
    }

    @Test("lookups and wrapped codes are those that another program computed")
    func known() throws {
        // Python's hashlib and hmac, and aes_key_wrap_with_padding of its package cryptography:
        // code = SHA-256("cairn/subject/v1\n" || origin || "\n" || 00…0f), lookup = HMAC-SHA-256(80…9f, code),
        // wrapped = AES-KWP(a0…bf, context || code); and the same for an import of 00…0f whose body is "{}".
        let keys = try sample.lookupKeys()
        let code = LookupCode(localID: message, origin: sample.origin)
        #expect(
            code.lookup(under: keys).description
                == "866733911e3c85b62ddc5ff5aa38b3089fbd23c14f652ebe3fc80a64c8d534b5"
        )
        #expect(
            Hexadecimal.encode(try code.wrapped(context(), under: keys).bytes)
                == "09a36e175f1cc0ee559404b1ad8d48125ac1c025b32cb156098f2051a8c1748490235f81ac63b9626e904e66752ea4e4"
                + "82d7263a5943e4ead94beabbf2ea600644eefdea9d697c2c"
        )
        let imported = LookupCode(importing: message, origin: sample.origin)
        #expect(
            imported.lookup(under: keys).description
                == "669dbd6a22d41f8b8ccc6bd37cbdef7b4ea1f491f98642841d0327dee2ded4c2"
        )
        let body = SHA256.hash(Array("{}".utf8))
        let wrapped = try imported.wrapped(.importCode(of: sample.event, body: body, in: sample.origin), under: keys)
        #expect(
            Hexadecimal.encode(wrapped.bytes)
                == "717ef76aec5965098ce76480645e1e7edd87bc116ecfd14c01b71ce684708b3e730ce93375db2f57bb3659f9a6d51bf7"
                + "14f5952ef2b829c6f15953c7173a0b470f98a7b39907e554"
        )
        // 0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f0, as 16 bytes, under "cairn/erasure/v1\n".
        #expect(
            LookupCode(erasing: try sample.subject(), origin: sample.origin).lookup(under: keys).description
                == "edaf1c8eb6351f8437387005871436bef36c356bca23a6580d4ff7f8ee70d75b"
        )
    }

    @Test("a code is read back under its code key and context alone, and looked up differently under another key")
    func wrapped() throws {
        let keys = try sample.lookupKeys()
        let other = try LookupKeys(newUnder: sample.institutionKey(), in: sample.origin)
        let code = LookupCode(localID: message, origin: sample.origin)
        let wrapped = try code.wrapped(context(), under: keys)
        #expect(try LookupCode(unwrapping: wrapped, context(), under: keys) == code)
        #expect(code.lookup(under: other) != code.lookup(under: keys))
        let underOther = #expect(throws: VaultError.self) {
            _ = try LookupCode(unwrapping: wrapped, context(), under: other)
        }
        #expect(underOther?.code == .keyModified)
        for changed in flippedBits(of: wrapped.bytes) {
            let error = #expect(throws: VaultError.self) {
                _ = try LookupCode(unwrapping: WrappedSecret(stored: changed), context(), under: keys)
            }
            #expect(error?.code == .keyModified)
        }
        let stranger = WrappingContext.subjectCode(
            of: try SubjectID.random(),
            KeyID(of: try sample.key()),
            in: sample.origin
        )
        let inOtherRow = #expect(throws: VaultError.self) {
            _ = try LookupCode(unwrapping: wrapped, stranger, under: keys)
        }
        #expect(inOtherRow?.code == .context)
    }
}
