import CairnModel
import CairnReport
import Testing

/// Events as audit messages of DICOM PS3.15.
@Suite("exports: dicom-audit")
struct DICOMAuditExportTests {
    @Test func messagesSayWhoDidWhatToWhat() throws {
        let events: [ExportedEvent] = [
            try .sample(
                "access.viewed",
                #"{"purposes":[],"subjects":["s1"],"assets":["series-1"],"actor":{"id":"user-1","#
                    + #""kind":"person","organisation":"org:21","onBehalfOf":"org:9"}}"#,
                at: 1
            ),
            try .sample("transfer.sent", #"{"recipient":"org:21","datasets":["d@2"]}"#, at: 2),
        ]
        #expect(
            DICOMAuditExport.text(events) == #"""
                <?xml version="1.0" encoding="UTF-8"?>
                <AuditMessages>
                <AuditMessage><EventIdentification EventActionCode="R" EventDateTime="2026-03-01T08:00:00.000000Z"\#
                 EventOutcomeIndicator="0"><EventID csd-code="110103" codeSystemName="DCM" displayName="DICOM Instances\#
                 Accessed" originalText="DICOM Instances Accessed"/></EventIdentification><ActiveParticipant UserID="user-1"\#
                 UserIsRequestor="true"/><ActiveParticipant UserID="urn:example:gateway" UserIsRequestor="false"/>\#
                <AuditSourceIdentification AuditEnterpriseSiteID="hospital.example/ledger" AuditSourceID="urn:example:gateway">\#
                <AuditSourceTypeCode csd-code="4"/></AuditSourceIdentification><ParticipantObjectIdentification\#
                 ParticipantObjectID="s1" ParticipantObjectTypeCode="1" ParticipantObjectTypeCodeRole="1">\#
                <ParticipantObjectIDTypeCode csd-code="2" codeSystemName="RFC-3881" displayName="Patient Number"\#
                 originalText="Patient Number"/></ParticipantObjectIdentification><ParticipantObjectIdentification\#
                 ParticipantObjectID="urn:cairn:hospital.example/ledger/asset/series-1" ParticipantObjectTypeCode="2"\#
                 ParticipantObjectTypeCodeRole="3" ParticipantObjectDataLifeCycle="6"><ParticipantObjectIDTypeCode\#
                 csd-code="12" codeSystemName="RFC-3881" displayName="URI" originalText="URI"/>\#
                </ParticipantObjectIdentification></AuditMessage>
                <AuditMessage><EventIdentification EventActionCode="R" EventDateTime="2026-03-01T08:00:00.000000Z"\#
                 EventOutcomeIndicator="0"><EventID csd-code="110104" codeSystemName="DCM" displayName="DICOM Instances\#
                 Transferred" originalText="DICOM Instances Transferred"/></EventIdentification><ActiveParticipant\#
                 UserID="urn:example:gateway" UserIsRequestor="true"><RoleIDCode csd-code="110153" codeSystemName="DCM"\#
                 displayName="Source Role ID" originalText="Source Role ID"/></ActiveParticipant><ActiveParticipant\#
                 UserID="org:21" UserIsRequestor="false"><RoleIDCode csd-code="110152" codeSystemName="DCM"\#
                 displayName="Destination Role ID" originalText="Destination Role ID"/></ActiveParticipant>\#
                <AuditSourceIdentification AuditEnterpriseSiteID="hospital.example/ledger" AuditSourceID="urn:example:gateway">\#
                <AuditSourceTypeCode csd-code="4"/></AuditSourceIdentification><ParticipantObjectIdentification\#
                 ParticipantObjectID="urn:cairn:hospital.example/ledger/dataset/d@2" ParticipantObjectTypeCode="2"\#
                 ParticipantObjectTypeCodeRole="4" ParticipantObjectDataLifeCycle="11"><ParticipantObjectIDTypeCode\#
                 csd-code="12" codeSystemName="RFC-3881" displayName="URI" originalText="URI"/>\#
                </ParticipantObjectIdentification></AuditMessage>
                </AuditMessages>

                """#
        )
    }

    @Test func readingTheLedgerIsSaid() throws {
        let events: [ExportedEvent] = [
            try .sample("audit.ledger-read", #"{"reason":"x"}"#, at: 2)
        ]
        #expect(
            DICOMAuditExport.text(events) == #"""
                <?xml version="1.0" encoding="UTF-8"?>
                <AuditMessages>
                <AuditMessage><EventIdentification EventActionCode="R" EventDateTime="2026-03-01T08:00:00.000000Z"\#
                 EventOutcomeIndicator="0"><EventID csd-code="110101" codeSystemName="DCM" displayName="Audit Log Used"\#
                 originalText="Audit Log Used"/></EventIdentification><ActiveParticipant UserID="urn:example:gateway"\#
                 UserIsRequestor="true"/><AuditSourceIdentification AuditEnterpriseSiteID="hospital.example/ledger"\#
                 AuditSourceID="urn:example:gateway"><AuditSourceTypeCode csd-code="4"/></AuditSourceIdentification>\#
                <ParticipantObjectIdentification ParticipantObjectID="urn:cairn:hospital.example/ledger"\#
                 ParticipantObjectTypeCode="2" ParticipantObjectTypeCodeRole="13"><ParticipantObjectIDTypeCode csd-code="12"\#
                 codeSystemName="RFC-3881" displayName="URI" originalText="URI"/><ParticipantObjectName>Security Audit\#
                 Log</ParticipantObjectName></ParticipantObjectIdentification></AuditMessage>
                </AuditMessages>

                """#
        )
    }

    @Test func textIsEscaped() throws {
        let events: [ExportedEvent] = [
            try .sample(
                "access.denied",
                #"{"reason":"a\"b\\c</d>é","actor":{"id":"u<&>\"'1","kind":"person"}}"#,
                at: 3
            )
        ]
        #expect(
            DICOMAuditExport.text(events) == #"""
                <?xml version="1.0" encoding="UTF-8"?>
                <AuditMessages>
                <AuditMessage><EventIdentification EventActionCode="E" EventDateTime="2026-03-01T08:00:00.000000Z"\#
                 EventOutcomeIndicator="8"><EventID csd-code="110113" codeSystemName="DCM" displayName="Security Alert"\#
                 originalText="Security Alert"/><EventTypeCode csd-code="110144" codeSystemName="DCM"\#
                 displayName="Authorization Decision" originalText="Authorization Decision"/></EventIdentification>\#
                <ActiveParticipant UserID="u&lt;&amp;&gt;&quot;&#39;1" UserIsRequestor="true"/><ActiveParticipant\#
                 UserID="urn:example:gateway" UserIsRequestor="false"/><AuditSourceIdentification\#
                 AuditEnterpriseSiteID="hospital.example/ledger" AuditSourceID="urn:example:gateway"><AuditSourceTypeCode\#
                 csd-code="4"/></AuditSourceIdentification></AuditMessage>
                </AuditMessages>

                """#
        )
    }

    @Test func nothingIsADocumentToo() {
        let text = #"""
            <?xml version="1.0" encoding="UTF-8"?>
            <AuditMessages>
            </AuditMessages>

            """#
        #expect(DICOMAuditExport.text([]) == text)
        #expect(ExportFormat.dicomAudit.text([]) == text)
    }

    @Test func whatTheStandardHasNoWordsForIsLeftOut() throws {
        let event = try ExportedEvent.sample("breach.closed", #"{"breach":"b1"}"#, at: 1)
        #expect(DICOMAuditExport.text([event]) == DICOMAuditExport.text([]))
    }

    @Test(arguments: ["access.denied", "egress.rejected"])
    func refusalsAreFailures(name: String) throws {
        let event = try ExportedEvent.sample(name, #"{"reason":"x","egress":"e1"}"#, at: 1)
        #expect(DICOMAuditExport.text([event]).contains(#"EventOutcomeIndicator="8""#))
    }
}
