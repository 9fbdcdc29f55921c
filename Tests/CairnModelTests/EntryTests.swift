import CairnCrypto
import CairnModel
import CairnTestSupport
import Testing

@Suite("Entry")
struct EntryTests {
    static func entry() throws -> Entry {
        Entry(
            index: 0x0102_0304_0506_0708,
            recordedAt: try #require(Timestamp(microseconds: 0x0002_0708_0910_1112)),
            previous: SHA256.hash([1]),
            noteHash: SHA256.hash([2]),
            position: 0x0A0B_0C0D,
            bodyHash: SHA256.hash([3])
        )
    }

    @Test("an entry is version, index, time, previous hash, note hash, position and body hash, big-endian: 117 bytes")
    func layout() throws {
        let head: [UInt8] = [1, 1, 2, 3, 4, 5, 6, 7, 8, 0, 2, 7, 8, 9, 0x10, 0x11, 0x12]
        let bytes =
            head + SHA256.hash([1]).bytes + SHA256.hash([2]).bytes + [0xA, 0xB, 0xC, 0xD] + SHA256.hash([3]).bytes
        let entry = try Self.entry()
        #expect(bytes.count == 117)
        #expect(entry.bytes == bytes)
        #expect(try Entry(parsing: bytes) == entry)
        #expect(entry.leafHash == SHA256.hash([0] + bytes))
    }

    @Test("another body hash makes another entry, and nothing else of it")
    func bodyHash() throws {
        let entry = try Self.entry()
        let other = entry.with(bodyHash: .zero)
        #expect(other.bytes.prefix(85) == entry.bytes.prefix(85))
        #expect(other.bytes.suffix(32) == Hash.zero.bytes[...])
        #expect(other.leafHash != entry.leafHash)
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

    @Test("fewer or more bytes, other versions, and numbers out of range are refused")
    func refused() throws {
        let bytes = try Self.entry().bytes
        for count in 0..<bytes.count {
            let error = #expect(throws: ModelError.self) { try Entry(parsing: Array(bytes[..<count])) }
            #expect(error?.code == .entry)
        }
        let longer = #expect(throws: ModelError.self) { try Entry(parsing: bytes + [0]) }
        #expect(longer?.code == .entry)
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

    @Test("every entry of the good export is read, written alike, chained to the one before, and names its body")
    func vectors() throws {
        let export = try ExportVector("export-v1")
        let notes = try export.notes.map { try Submission(parsing: $0) }
        var previous = try Origin("ledger.hospital-a.example/imaging").genesisPrevious
        var remaining = notes[...]
        #expect(export.entries.count == 295)
        for (index, bytes) in export.entries.enumerated() {
            let entry = try Entry(parsing: bytes)
            #expect(entry.bytes == bytes)
            #expect(entry.index == UInt64(index))
            #expect(entry.previous == previous)
            #expect(entry.bodyHash == Body.hash(of: export.bodies[index]))
            if entry.position == 0, index > 0 { remaining = remaining.dropFirst() }
            #expect(entry.noteHash == remaining.first?.noteHash)
            previous = entry.leafHash
        }
        #expect(remaining.count == 1)
    }
}
