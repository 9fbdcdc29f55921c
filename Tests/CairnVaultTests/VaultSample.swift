import CairnCrypto
import CairnModel
import CairnPostgres
import CairnVault

extension Sample {
    /// A fixed institution key, as the text of its file.
    func institutionKey(_ text: [UInt8]) throws -> InstitutionKey {
        try InstitutionKey(parsing: text, passphrase: nil)
    }

    /// An event id that differs at each call.
    func newEventID() throws -> EventID {
        try EventID.version7(at: Timestamp(parsing: Array("2026-01-02T03:04:05Z".utf8)), random: Random.bytes(10))
    }

    /// An enrolment event that names the payloads.
    func enrolment(_ id: EventID, of subject: SubjectID, payloads: [SealedPayload]) throws -> Body {
        try body(SubjectEnrolled(subject: subject.description, sealed: payloads.map(\.reference)), id)
    }

    /// An erasure event that lists the keys.
    func erasure(of subject: SubjectID, keys: [KeyID]) throws -> Body {
        try body(
            SubjectErased(
                subjects: [subject.description],
                keys: keys.map(\.description),
                ground: "eu-gdpr:A17-1-b"
            ),
            newEventID()
        )
    }

    private func body(_ event: some Event, _ id: EventID) throws -> Body {
        try Body(
            event,
            id: id,
            source: "service.hospital-a.example/registry",
            time: Timestamp(parsing: Array("2026-01-02T03:04:05Z".utf8))
        )
    }
}
