import Testing

@testable import CairnCLI

@Suite("DicomHeader")
struct DicomHeaderTests {
    @Test func elementsInsideSequencesAreLeftOut() {
        let text = """
            # dcmdump (1/2): a.dcm
            (0008,1115).(0020,000e) UI [1.2.3]   #  5, 1 SeriesInstanceUID
            (0020,000e) UI [1.2.4]               #  5, 1 SeriesInstanceUID
            (0010,0020) LO [a]b # c]             #  9, 1 PatientID

            # dcmdump (2/2): b.dcm
            """
        let headers = DicomHeader.parse(text, files: 2)
        #expect(headers.count == 2)
        #expect(headers[0][.series] == "1.2.4")
        #expect(headers[0][.patientID] == "a]b # c")
        #expect(headers[1] == DicomHeader([:]))
        #expect(!headers[1].isInstance)
    }

    @Test func aValueWhoseTypeTheFileDoesNotSayIsReadFromItsBytes() {
        let text = "# dcmdump (1/1): a.dcm\n(0008,0018) UN 31\\2e\\32\\00   #  4, 1 SOPInstanceUID\n"
        let header = DicomHeader.parse(text, files: 1)[0]
        #expect(header[.instance] == "1.2")
        #expect(header.seriesIdentity == "instance 1.2")
        #expect(header.studyIdentity == "instance 1.2")
    }

    @Test func headingsBeyondTheFilesAreIgnored() {
        #expect(
            DicomHeader.parse("# dcmdump (9/2): x\n(0020,000e) UI [1.2]  # 3, 1 S\n", files: 2).allSatisfy {
                $0[.series] == nil
            }
        )
        #expect(
            DicomHeader.parse("# dcmdump (0/2): x\n(0020,000e) UI [1.2]  # 3, 1 S\n", files: 2).allSatisfy {
                $0[.series] == nil
            }
        )
    }
}
