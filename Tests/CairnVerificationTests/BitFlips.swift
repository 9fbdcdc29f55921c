import CairnLog
import CairnVerification
import Foundation

/// An export in which one bit after another is flipped.
struct BitFlips {
    /// One bit of one file.
    struct Flip: Sendable, CustomStringConvertible {
        let path: String
        let byte: Int
        let bit: Int
        var description: String { "\(path), byte \(byte), bit \(bit)" }
    }

    /// Whether `CAIRN_EXHAUSTIVE=1` asks for every bit of everything.
    static let isExhaustive = ProcessInfo.processInfo.environment["CAIRN_EXHAUSTIVE"] == "1"

    let files: [String: [UInt8]]
    let key: VerifierKey

    /// Every bit of the files that `includes` takes.
    func everyBit(_ includes: (String) -> Bool = { _ in true }) -> [Flip] {
        paths(includes).flatMap { path, count in
            (0..<(count * 8)).map { Flip(path: path, byte: $0 / 8, bit: $0 % 8) }
        }
    }

    /// One bit, another one each time, of every `stride`th byte.
    func oneBit(every stride: Int, _ includes: (String) -> Bool = { _ in true }) -> [Flip] {
        paths(includes).flatMap { path, count in
            Swift.stride(from: 0, to: count, by: stride).map { Flip(path: path, byte: $0, bit: ($0 / stride) % 8) }
        }
    }

    /// The flips after which the export still verifies.
    func unnoticed(_ flips: [Flip]) async throws -> [String] {
        try await withThrowingTaskGroup(of: [String].self) { group in
            let share = (flips.count + 1) / 2
            for part in [flips.prefix(share), flips.dropFirst(share)] {
                group.addTask {
                    var unnoticed: [String] = []
                    for flip in part {
                        var spoilt = files
                        spoilt[flip.path]?[flip.byte] ^= 1 << UInt8(flip.bit)
                        if try await ExportVectors.verify(spoilt, by: key).exitCode == 0 {
                            unnoticed.append("\(flip)")
                        }
                    }
                    return unnoticed
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func paths(_ includes: (String) -> Bool) -> [(String, Int)] {
        files.filter { includes($0.key) }.map { ($0.key, $0.value.count) }.sorted { $0.0 < $1.0 }
    }
}
