import CairnModel

/// DICOM audit messages (PS3.15 A.5), one a message in a list: accesses, images received, copies sent, reports.
enum DICOMAuditExport {
    private struct Kind {
        let code: String
        let name: String
        let action: String
    }

    static func text(_ events: [ExportedEvent]) -> String {
        let messages = events.compactMap(message).joined(separator: "\n")
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<AuditMessages>\n\(messages)\n</AuditMessages>\n"
    }

    private static func kind(_ event: ExportedEvent) -> Kind? {
        switch (event.family, event.verb) {
        case ("access", "queried"): Kind(code: "110112", name: "Query", action: "E")
        case ("access", "downloaded"), ("egress", "released"): Kind(code: "110106", name: "Export", action: "R")
        case ("access", "viewed"), ("access", "read"):
            Kind(code: "110103", name: "DICOM Instances Accessed", action: "R")
        case ("access", "denied"): Kind(code: "110113", name: "Security Alert", action: "E")
        case ("image", "series-received"): Kind(code: "110104", name: "DICOM Instances Transferred", action: "C")
        case ("image", "rejected"): Kind(code: "110107", name: "Import", action: "C")
        case ("transfer", "sent"): Kind(code: "110104", name: "DICOM Instances Transferred", action: "R")
        case ("audit", _): Kind(code: "110101", name: "Audit Log Used", action: "R")
        default: nil
        }
    }

    private static func message(_ event: ExportedEvent) -> String? {
        guard let kind = kind(event) else { return nil }
        let outcome = event.verb == "denied" ? 8 : event.verb == "rejected" ? 4 : 0
        let organisation = event.organisation.map { " AlternativeUserID=\"\(escaped($0))\"" } ?? ""
        let patients = event.strings("subjects").map { object($0, type: 1, role: 1, code: "2", name: "Patient Number") }
        let objects = (event.strings("assets") + event.strings("datasets")).map {
            object($0, type: 2, role: event.family == "audit" ? 13 : 3, code: "110180", name: "Study Instance UID")
        }
        return """
            <AuditMessage>
            <EventIdentification EventActionCode="\(kind.action)" EventDateTime="\(event.time)" EventOutcomeIndicator="\(outcome)">
            <EventID csd-code="\(kind.code)" codeSystemName="DCM" originalText="\(kind.name)"/>
            </EventIdentification>
            <ActiveParticipant UserID="\(escaped(event.actor))"\(organisation) UserIsRequestor="true"/>
            <AuditSourceIdentification AuditSourceID="\(escaped("\(event.origin)"))"/>
            \((patients + objects).joined(separator: "\n"))
            </AuditMessage>
            """
    }

    private static func object(_ id: String, type: Int, role: Int, code: String, name: String) -> String {
        """
        <ParticipantObjectIdentification ParticipantObjectID="\(escaped(id))" ParticipantObjectTypeCode="\(type)" ParticipantObjectTypeCodeRole="\(role)">
        <ParticipantObjectIDTypeCode csd-code="\(code)" codeSystemName="\(code == "2" ? "RFC-3881" : "DCM")" originalText="\(name)"/>
        </ParticipantObjectIdentification>
        """
    }

    private static func escaped(_ text: String) -> String { HTMLReport.escaped(text) }
}
