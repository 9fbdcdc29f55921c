import CairnCrypto
import CairnLog
import CairnModel

/// The instances of one series, as they become one event.
struct DicomSeries: Sendable {
    let files: [DicomFile]

    /// Groups instances by patient, study and series, in the order in which each series was first seen.
    static func group(_ files: [DicomFile]) -> [DicomSeries] {
        var order: [[String]] = []
        var groups: [[String]: [DicomFile]] = [:]
        for file in files where file.header.isInstance {
            let header = file.header
            let patient = [header[.patientID] ?? "", header[.patientIDIssuer] ?? ""]
            let key = patient + [header.studyIdentity, header.seriesIdentity]
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(file)
        }
        return order.map {
            DicomSeries(files: groups[$0, default: []].sorted { ($0.instance, $0.path) < ($1.instance, $1.path) })
        }
    }

    /// The bytes that a subject is found again by: issuer and number of the patient, or the study where there is no number.
    var localID: [UInt8] {
        let header = files[0].header
        let patient = header[.patientID].map { ["patient", header[.patientIDIssuer] ?? "", $0] } ?? ["study", study]
        return Array(patient.joined(separator: "\n").utf8)
    }

    /// The bytes that the import is found again by: what the series is, and exactly which files it had.
    var identity: [UInt8] {
        let hashes = files.map { "\($0.hash)" }.sorted()
        return Array((["dicom-series", study, files[0].header.seriesIdentity] + hashes).joined(separator: "\n").utf8)
    }

    var study: String { files[0].header.studyIdentity }
    /// A term that DICOM defines; any other text could be anything, a name too, and never reaches a body.
    var modality: String {
        files[0].header[.modality].flatMap { DicomTerms.modalities.contains($0) ? $0 : nil } ?? "OT"
    }
    var bytes: Int64 { files.reduce(0) { $0 + $1.bytes } }
    var transferSyntaxes: [String] {
        Set(files.compactMap { $0.header[.transferSyntax] }.filter(DicomTerms.isStandardUID)).sorted()
    }

    /// The root over the instances' commitments: the leaf of each is its salt and the hash of its file.
    func root(salts: [[UInt8]]) -> Hash {
        MerkleTree.root(of: zip(files, salts).map { MerkleTree.leafHash($1 + $0.hash.bytes) })
    }

    /// What identifies someone, to be sealed.
    func identifying(salts: [[UInt8]]) -> JSONValue {
        let header = files[0].header
        let instances = zip(files, salts).map { file, salt in
            JSONValue.object([
                .init("uid", .string(file.instance)), .init("sha256", .string("\(file.hash)")),
                .init("salt", .string(Base64.encode(salt))),
            ])
        }
        return .object([
            .init("patientID", .string(header[.patientID] ?? "")),
            .init("patientName", .string(header[.patientName] ?? "")),
            .init("study", .string(header[.study] ?? "")), .init("series", .string(header[.series] ?? "")),
            .init("instances", .array(instances)),
        ])
    }
}

extension DicomFile {
    fileprivate var instance: String { header[.instance] ?? "" }
}
