import CairnTestSupport

/// An export of the repository's vectors, cut into the pieces that it stores.
struct ExportVector {
    let entries: [[UInt8]]
    let bodies: [[UInt8]]
    let notes: [[UInt8]]

    init(_ folder: String) throws {
        entries = try ExportVector.pieces(folder + "/tile/entries")
        bodies = try ExportVector.pieces(folder + "/bodies")
        notes = try ExportVector.pieces(folder + "/submissions")
    }

    /// The pieces of every bundle of a folder, each behind a 2-byte length.
    private static func pieces(_ folder: String) throws -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        for (_, file) in try VectorFolder.exports.files(in: folder).sorted(by: { $0.key < $1.key }) {
            var rest = file[...]
            while rest.count >= 2 {
                let count = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
                pieces.append(Array(rest.dropFirst(2).prefix(count)))
                rest = rest.dropFirst(2 + count)
            }
        }
        return pieces
    }
}
