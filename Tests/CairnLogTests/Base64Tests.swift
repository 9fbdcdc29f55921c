import CairnLog
import Testing

@Suite("Base64")
struct Base64Tests {
    private func decode(_ text: String) -> [UInt8]? {
        Base64.decode(Array(text.utf8))
    }

    @Test("the examples of RFC 4648 §10 are written and read")
    func examples() {
        let examples = [
            "": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg==", "fooba": "Zm9vYmE=",
            "foobar": "Zm9vYmFy",
        ]
        for (plain, text) in examples {
            #expect(Base64.encode(Array(plain.utf8)) == text)
            #expect(decode(text) == Array(plain.utf8))
        }
        #expect(Base64.encode([0xFB, 0xFF, 0xBF]) == "+/+/")
    }

    @Test("bytes of every length up to 100 come back")
    func roundTrip() {
        var random = SeededRandom(seed: 6)
        for count in 0...100 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(decode(Base64.encode(bytes)) == bytes)
            #expect(Base64.encoded(bytes) == Array(Base64.encode(bytes).utf8))
        }
    }

    @Test(
        "text that is not padded, not canonical, or holds anything else is refused",
        arguments: [
            "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm8", "Z", "=", "====", "Zg==Zg==", "Zg=g", "=Zg=", "Zm9v\n",
            "\nZm9v", "Zm9 ",
            " m9v", "Zm-v", "Zm_v", "Zm9v====", "Zm9vYg=", "Zm9\u{0}", "Zm\u{E9}v", "Zm9v=", "Z===",
        ]
    )
    func refused(text: String) {
        #expect(decode(text) == nil)
    }

    @Test("of all four-character texts over some letters, exactly the canonical ones are read")
    func canonical() {
        let letters = Array("AQgz+/=B".utf8)
        for first in letters {
            for second in letters {
                for third in letters {
                    for fourth in letters {
                        let text = [first, second, third, fourth]
                        guard let bytes = Base64.decode(text), Base64.encoded(bytes) != text else { continue }
                        Issue.record("\(text) was read as \(bytes)")
                    }
                }
            }
        }
        #expect(Base64.decode(Array("QQ==".utf8)) == [0x41])
    }
}
