import CairnCrypto
import CairnModel
import CairnTestSupport
import Testing

@Suite("Entry")
struct EntryTests {
    static func entry(body: [UInt8] = [0x7B, 0x7D]) throws -> Entry {
        Entry(
            index: 0x0102_0304_0506_0708,
            recordedAt: try #require(Timestamp(microseconds: 0x0006_0708_0910_1112)),
            previous: SHA256.hash([1]),
            noteHash: SHA256.hash([2]),
            position: 0x0A0B_0C0D,
            body: body
        )
    }

    @Test("an entry is version, index, time, previous hash, note hash, position and body, big-endian")
    func layout() throws {
        let head: [UInt8] = [1, 1, 2, 3, 4, 5, 6, 7, 8, 0, 6, 7, 8, 9, 0x10, 0x11, 0x12]
        let bytes = head + SHA256.hash([1]).bytes + SHA256.hash([2]).bytes + [0xA, 0xB, 0xC, 0xD] + [0x7B, 0x7D]
        let entry = try Self.entry()
        #expect(entry.bytes == bytes)
        #expect(try Entry(parsing: bytes) == entry)
        #expect(entry.leafHash == SHA256.hash([0] + bytes))
    }

    @Test("each flipped bit makes another leaf hash, or no entry")
    func flips() throws {
        let entry = try Self.entry()
        for bit in 0..<(entry.bytes.count * 8) {
            var bytes = entry.bytes
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            do {
                let changed = try Entry(parsing: bytes)
                #expect(changed.leafHash != entry.leafHash)
                #expect(changed.bytes == bytes)
            } catch {
                #expect([.entry, .entryVersion].contains(error.code))
            }
        }
    }

    @Test("too few bytes, other versions, and numbers out of range are refused")
    func refused() throws {
        let bytes = try Self.entry(body: []).bytes
        #expect(bytes.count == EntryHeader.byteCount)
        #expect(try Entry(parsing: bytes).body.isEmpty)
        for count in 0..<bytes.count {
            let error = #expect(throws: ModelError.self) { try Entry(parsing: Array(bytes[..<count])) }
            #expect(error?.code == .entry)
        }
        for (place, value, code) in [
            (0, 0, .entry), (0, 2, .entryVersion), (0, 255, .entryVersion), (1, 0x80, .entry), (9, 0x80, .entry),
            (9, 0x7F, .entry),
        ] as [(Int, UInt8, ModelError.Code)] {
            var changed = bytes
            changed[place] = value
            let error = #expect(throws: ModelError.self) { try Entry(parsing: changed) }
            #expect(error?.code == code)
        }
    }

    @Test("a body beyond the limit is read, so that a submission that doesn't count stays in chain and tree")
    func oversized() throws {
        let entry = try Self.entry(body: Array(repeating: 0x20, count: Limits.bodyBytes + 1))
        #expect(try Entry(parsing: entry.bytes) == entry)
    }

    @Test(
        "every entry of the good export is read, written alike, and chained to the one before",
        .enabled(if: Vectors.exists, "the folder of test vectors is absent")
    )
    func vectors() throws {
        let export = try ExportVector("format1")
        let notes = try export.notes.map { try Submission(parsing: $0) }
        var previous = try Origin("ledger.hospital-a.example/imaging").genesisPrevious
        var remaining = notes[...]
        for (index, bytes) in export.entries.enumerated() {
            let entry = try Entry(parsing: bytes)
            #expect(entry.bytes == bytes)
            #expect(entry.index == UInt64(index))
            #expect(entry.previous == previous)
            if entry.position == 0, index > 0 { remaining = remaining.dropFirst() }
            #expect(entry.noteHash == remaining.first?.noteHash)
            previous = entry.leafHash
        }
        #expect(remaining.count == 1)
    }
}
