import Foundation
import Testing

@Suite("cairn import dicom")
struct ImportDicomTests {
    @Test func seriesAreRecordedOnceAndWhatIsNoImageIsToldAndRecorded() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        let folder = cairn.state + "/images"
        #expect(try cairn.run("up").status == 0)
        #expect(try cairn.run("init ledger.hospital-a.example/imaging").status == 0)
        #expect(try cairn.run("key generate gateway.hospital-a.example").status == 0)
        #expect(try cairn.run("key register gateway.hospital-a.example --role image").status == 0)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (instance, series) in [(1, 1), (2, 1), (3, 2)] { try make(instance, series, in: folder) }
        try Data("no image".utf8).write(to: URL(fileURLWithPath: folder + "/notes.txt"))

        let command = "import dicom '\(folder)' --author gateway.hospital-a.example"
        let first = try cairn.run(command)
        #expect(first.status == 0)
        #expect(first.output.contains("not an image: \(folder)/notes.txt\n"))
        #expect(first.output.hasSuffix("4 files: 3 instances in 2 series, 1 not images; 3 new entries\n"))
        #expect(try cairn.run(command).output.hasSuffix("0 new entries\n"))
        let log = try cairn.run("show 4").output + cairn.run("show 5").output
        #expect(log.contains("\"modality\":\"MR\""))
        #expect(!log.contains("fixture-patient"))
        #expect(!log.contains("1.2.826"))
        #expect(try cairn.run("seal").status == 0)
        #expect(try cairn.run("verify").status == 0)
    }

    /// A name that is no UTF-8, from an older system: told and counted, and the images beside it are recorded.
    @Test func aFileWhoseNameCantBeReadDoesntStopTheRest() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        let folder = cairn.state + "/images"
        try cairn.begin()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try make(1, 1, in: folder)
        #expect(try Program.shell("printf x > '\(folder)/'$(printf 'M\\374ller').dcm").status == 0)
        let command = "import dicom '\(folder)' --author gateway.hospital-a.example"
        let first = try cairn.run(command)
        #expect(first.status == 0, "\(first.output)")
        #expect(first.output.hasSuffix("2 files: 1 instances in 1 series, 1 not images; 2 new entries\n"))
        #expect(try cairn.run(command).output.hasSuffix("0 new entries\n"))
    }

    @Test func namesAndValuesThatLookLikeTheOutputOfTheReaderChangeNothing() throws {
        let cairn = try Program()
        defer { cairn.remove() }
        let folder = cairn.state + "/images"
        try cairn.begin()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for number in [1, 2] { try make(number, number, in: folder) }
        let forged = "# dcmdump (2/2): x\n(0008,0018) UI [6.6.6]  # 5, 1 X\n(0008,0060) CS [XX]  # 2, 1 X"
        for change in [
            "'\(folder)/1.dcm' -m '(0010,0020)=a\n\(forged)'", "'\(folder)/2.dcm' -m '(0008,0060)=DOE JANE'",
        ] {
            #expect(try Program.shell("dcmodify -nb \(change)").status == 0)
        }
        try FileManager.default.moveItem(
            atPath: folder + "/1.dcm",
            toPath: folder + "/1 \n\(forged.replacing("/", with: ":")).dcm"
        )
        try FileManager.default.createSymbolicLink(atPath: folder + "/link", withDestinationPath: "/etc/passwd")
        let command = "import dicom '\(folder)' --author gateway.hospital-a.example"
        #expect(
            try cairn.run(command).output.hasSuffix("2 files: 2 instances in 2 series, 0 not images; 2 new entries\n")
        )
        let shown = try cairn.run("show 4").output + cairn.run("show 5").output
        #expect(!shown.contains("\"modality\":\"XX\""))
        #expect(!shown.contains("JANE"))
        #expect(shown.contains("\"modality\":\"MR\""))
        #expect(shown.contains("\"modality\":\"OT\""))
    }

    /// A real DICOM file, made by DCMTK.
    private func make(_ instance: Int, _ series: Int, in folder: String) throws {
        let dump = """
            (0008,0016) UI [1.2.840.10008.5.1.4.1.1.4]
            (0008,0018) UI [1.2.826.0.1.3680043.10.1.\(instance)]
            (0008,0060) CS [MR]
            (0010,0020) LO [fixture-patient]
            (0020,000d) UI [1.2.826.0.1.3680043.10.2]
            (0020,000e) UI [1.2.826.0.1.3680043.10.3.\(series)]
            """
        try Data(dump.utf8).write(to: URL(fileURLWithPath: folder + ".dump"))
        #expect(try Program.shell("dump2dcm '\(folder).dump' '\(folder)/\(instance).dcm'").status == 0)
    }
}
