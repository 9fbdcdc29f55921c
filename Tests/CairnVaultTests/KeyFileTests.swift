import CairnVault
import Foundation
import Testing

@Suite("KeyFile")
struct KeyFileTests {
    private func withFile(_ body: (KeyFile) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer {
            // A folder that is left behind fails no test.
            try? FileManager.default.removeItem(at: folder)
        }
        try body(KeyFile(path: folder.appendingPathComponent("key").path))
    }

    @Test("a file is made for its owner alone, and read back")
    func roundTrip() throws {
        try withFile { file in
            let content = [UInt8](repeating: 5, count: 10_000)
            try file.create(content)
            let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(try file.read() == content)
        }
    }

    @Test("a file that is there already is not overwritten")
    func existing() throws {
        try withFile { file in
            try file.create([1])
            let error = #expect(throws: VaultError.self) { try file.create([2]) }
            #expect(error?.code == .keyFileAccess)
            #expect(try file.read() == [1])
        }
    }

    @Test("a file that others may open is not read", arguments: [0o640, 0o604, 0o620, 0o601])
    func mode(permissions: Int) throws {
        try withFile { file in
            try file.create([1])
            try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: file.path)
            let error = #expect(throws: VaultError.self) { _ = try file.read() }
            #expect(error?.code == .keyFileAccess)
        }
    }

    @Test("a missing file, a folder and a file that is too large are not read")
    func unreadable() throws {
        try withFile { file in
            #expect(throws: VaultError.self) { _ = try file.read() }
            #expect(throws: VaultError.self) { _ = try KeyFile(path: "/").read() }
            try file.create([UInt8](repeating: 0, count: 70_000))
            #expect(throws: VaultError.self) { _ = try file.read() }
        }
    }
}
