import Cairn
import Foundation

/// Makes a PDF of a page, by WeasyPrint.
enum PDF {
    static func write(_ page: String, to path: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cairn-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        // A folder that can't be removed holds what the caller was given anyway.
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "page.html")
        try Data(page.utf8).write(to: file)
        do {
            try Subprocess.run(
                "weasyprint",
                ["--quiet", file.path, URL(fileURLWithPath: path).standardizedFileURL.path]
            )
        } catch {
            throw CairnError(
                .file,
                "no PDF was made (is WeasyPrint installed? Debian: apt install weasyprint): \(error)"
            )
        }
    }
}
