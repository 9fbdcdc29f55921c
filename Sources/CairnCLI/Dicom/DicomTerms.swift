/// What DICOM defines, so that nothing else of a file stands in a body.
enum DicomTerms {
    /// The defined terms of Modality (0008,0060), the retired ones included (PS3.3 C.7.3.1.1.1).
    static let modalities = Set(
        """
        AR ASMT AU BDUS BI BMD CD CF CP CR CS CT CTPROTOCOL DD DF DG DM DMS DOC DS DX EC ECG EEG EMG EOG EPS ES FA FID FS GM HC HD IO IOL
        IVOCT IVUS KER KO LEN LP LS M3D MA MG MR MS NM OAM OCT OP OPM OPR OPT OPTBSV OPTENF OPV OSS OT PA PLAN POS PR PT PX REG RESP RF
        RG RTDOSE RTIMAGE RTINTENT RTPLAN RTRAD RTRECORD RTSEGANN RTSTRUCT RWV SEG SM SMR SR SRF ST STAIN TEXTUREMAP TG US VA VF XA
        XAPROTOCOL XC
        """.split(whereSeparator: \.isWhitespace).map(String.init)
    )

    /// Whether a text is a UID under the root of the standard itself.
    static func isStandardUID(_ text: String) -> Bool {
        text.hasPrefix("1.2.840.10008.") && text.utf8.count <= 64
            && text.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
