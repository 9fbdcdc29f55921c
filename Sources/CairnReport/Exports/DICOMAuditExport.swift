public import CairnAudit
import CairnModel

/// Events as the audit messages of DICOM PS3.15 A.5, inside one root element `AuditMessages`.
public enum DICOMAuditExport {
    /// The document.
    ///
    /// Accesses, images, egress, transfers and the use of the ledger have messages; everything else is left out, and so is the recording
    /// of a transfer's safeguard. What the ledger knows only by ids of its own is named by URN, not as a study. A
    /// comment says how many events are missing because they were redacted.
    public static func text(_ events: [ExportedEvent], redacted: [RedactedEntry] = []) -> String {
        let messages = events.compactMap { event in
            DICOMAuditPattern.all[event.name].map { message(event, $0) }
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<AuditMessages>\n" + comment(redacted.count)
            + messages.joined()
            + "</AuditMessages>\n"
    }

    private static func comment(_ redacted: Int) -> String {
        switch redacted {
        case 0: ""
        case 1: "<!-- 1 event was redacted and is left out. -->\n"
        default: "<!-- \(redacted) events were redacted and are left out. -->\n"
        }
    }

    private static func message(_ event: ExportedEvent, _ pattern: DICOMAuditPattern) -> String {
        let isDenied = pattern.isFailure || event.string("decision") == "deny"
        let identification = element(
            "EventIdentification",
            [
                ("EventActionCode", pattern.action), ("EventDateTime", event.time),
                ("EventOutcomeIndicator", isDenied ? "8" : "0"),
            ],
            [code("EventID", pattern.event)] + [pattern.type].compactMap(\.self).map { code("EventTypeCode", $0) }
        )
        let source = element(
            "AuditSourceIdentification",
            [("AuditEnterpriseSiteID", event.origin), ("AuditSourceID", event.source)],
            [element("AuditSourceTypeCode", [("csd-code", "4")])]
        )
        return element(
            "AuditMessage",
            [],
            [identification] + participants(event, pattern) + [source] + objects(event, pattern)
        ) + "\n"
    }

    private static func participants(_ event: ExportedEvent, _ pattern: DICOMAuditPattern) -> [String] {
        var participants: [String] = []
        if let actor = event.actor { participants.append(participant(actor.id, isRequestor: true)) }
        participants.append(participant(event.source, isRequestor: event.actor == nil, role: pattern.source))
        if let recipient = event.string("recipient"), let role = pattern.destination {
            participants.append(participant(recipient, isRequestor: false, role: role))
        }
        return participants
    }

    private static func participant(_ id: String, isRequestor: Bool, role: DICOMCode? = nil) -> String {
        element(
            "ActiveParticipant",
            [("UserID", id), ("UserIsRequestor", isRequestor ? "true" : "false")],
            role.map { [code("RoleIDCode", $0)] } ?? []
        )
    }

    private static func objects(_ event: ExportedEvent, _ pattern: DICOMAuditPattern) -> [String] {
        if event.family == "audit" {
            return [
                object("urn:cairn:\(event.origin)", .uri, type: "2", role: "13", name: "Security Audit Log")
            ]
        }
        let subjects = event.strings("subjects").map { object($0, .patientNumber, type: "1", role: "1") }
        let kinds = [("assets", "asset", "3"), ("datasets", "dataset", "4"), ("models", "model", "4")]
        let things = kinds.flatMap { member, kind, role in
            event.strings(member).map {
                object(event.urn(kind, $0), .uri, type: "2", role: role, stage: pattern.stage)
            }
        }
        let egress = event.string("egress").map {
            object(event.urn("egress", $0), .uri, type: "2", role: "4", stage: pattern.stage)
        }
        let query = event.string("queryClass").map { object($0, .searchCriteria, type: "2", role: "24") }
        return subjects + things + [egress, query].compactMap(\.self)
    }

    private static func object(
        _ id: String,
        _ idType: DICOMCode,
        type: String,
        role: String,
        stage: String? = nil,
        name: String? = nil
    ) -> String {
        element(
            "ParticipantObjectIdentification",
            [
                ("ParticipantObjectID", id), ("ParticipantObjectTypeCode", type),
                ("ParticipantObjectTypeCodeRole", role),
            ] + (stage.map { [("ParticipantObjectDataLifeCycle", $0)] } ?? []),
            [code("ParticipantObjectIDTypeCode", idType)]
                + (name.map { ["<ParticipantObjectName>\(HTMLReport.escaped($0))</ParticipantObjectName>"] } ?? [])
        )
    }

    private static func code(_ name: String, _ code: DICOMCode) -> String {
        element(
            name,
            [
                ("csd-code", code.value), ("codeSystemName", code.system), ("displayName", code.meaning),
                ("originalText", code.meaning),
            ]
        )
    }

    private static func element(
        _ name: String,
        _ attributes: [(String, String)],
        _ children: [String] = []
    ) -> String {
        let start = name + attributes.map { " \($0)=\"\(HTMLReport.escaped($1))\"" }.joined()
        return children.isEmpty ? "<\(start)/>" : "<\(start)>\(children.joined())</\(name)>"
    }
}
