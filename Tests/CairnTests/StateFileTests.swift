import Cairn
import Foundation
import Testing

@Suite("state file")
struct StateFileTests {
    @Test func aFileThatCantBeStoredLeavesNothingBesideIt() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "state-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }  // What stays is a temporary folder.
        let path = folder + "/sealed"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        #expect { try StateFile(path).write([1]) } throws: {
            ($0 as? CairnError)?.code.rawValue == "file.failed"
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["sealed"])
        try StateFile(folder + "/other").write([1])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["other", "sealed"])
    }
}
