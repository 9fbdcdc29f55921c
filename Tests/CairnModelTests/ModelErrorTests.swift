import CairnModel
import Testing

@Suite("ModelError")
struct ModelErrorTests {
    @Test("codes keep their text")
    func codes() {
        let codes: [ModelError.Code] = [
            .name, .time, .eventID, .statement, .submissionTooLarge, .entry, .entryVersion, .event, .snapshot,
        ]
        #expect(
            codes.map(\.rawValue) == [
                "name.invalid", "time.invalid", "event.id-invalid", "statement.malformed", "submission.too-large",
                "entry.malformed", "entry.version", "event.malformed", "snapshot.malformed",
            ]
        )
    }

    @Test("an error is told by code and message")
    func description() {
        #expect(ModelError(.entry, "too short").description == "entry.malformed: too short")
        #expect(ModelError(.entry, "too short") != ModelError(.event, "too short"))
    }
}
