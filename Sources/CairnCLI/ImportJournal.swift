import Cairn
import CairnCrypto
import CairnLog
import CairnModel
import Foundation

/// How far a file of events was recorded, in a file of the state directory: one for each ledger, author and path.
///
/// A journal that is behind, or lost, does no harm: events are known by their ids.
struct ImportJournal {
    /// Where a part of a file ends, and the hash of that part.
    struct Place {
        let offset: UInt64
        let lines: Int
        let hash: Hash
    }

    private struct Content: Codable {
        let offset: UInt64
        let lines: Int
        let hash: String
        let lastEvent: String
        let lastIndex: UInt64
    }

    private let path: String
    private var written: ContinuousClock.Instant?

    init(_ directory: StateDirectory, _ origin: Origin, _ author: String, _ file: String) throws {
        let absolute = URL(fileURLWithPath: file).standardizedFileURL.path
        let name = SHA256.hash(Array("\(origin)\n\(author)\n\(absolute)".utf8))
        try FileManager.default.createDirectory(atPath: directory.imports, withIntermediateDirectories: true)
        path = "\(directory.imports)/\(name).json"
    }

    /// What was recorded, if the ledger still has its last event at the same place.
    func place(in appender: Appender) async throws -> Place? {
        guard let data = FileManager.default.contents(atPath: path),
            // A journal that doesn't parse is a journal that is lost.
            let content = try? JSONDecoder().decode(Content.self, from: data),
            // So is one that names no event.
            let event = try? EventID(parsing: content.lastEvent.utf8),
            let bytes = Base64.decode(content.hash.utf8), let hash = Hash(bytes),
            try await appender.index(of: event) == content.lastIndex
        else { return nil }
        return Place(offset: content.offset, lines: content.lines, hash: hash)
    }

    /// Notes how far events are recorded, once a second or where it must.
    mutating func note(_ place: Place, _ last: Receipt, must: Bool) throws {
        let now = ContinuousClock.now
        guard must || written.map({ now - $0 >= .seconds(1) }) ?? true else { return }
        let content = Content(
            offset: place.offset,
            lines: place.lines,
            hash: Base64.encode(place.hash.bytes),
            lastEvent: "\(last.eventID)",
            lastIndex: last.index
        )
        try JSONEncoder().encode(content).write(to: URL(fileURLWithPath: path), options: .atomic)
        written = now
    }
}
