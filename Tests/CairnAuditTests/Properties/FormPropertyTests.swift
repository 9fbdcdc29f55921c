import CairnModel
import Testing

/// Random histories hold every form of event of the families that decide: a new form of one of them fails this until
/// the worlds make it, and the oracle knows it.
@Suite("forms of random histories")
struct FormPropertyTests {
    /// The families whose every form is in the histories.
    private static let families = [
        "consent", "opt-out", "objection", "restriction", "legal-basis", "permit", "erasure", "staff",
        "institution", "correction",
    ]

    /// Forms that decide nothing about a use, with the reason.
    private static let silent = [
        "permit.published": "says nothing of what is allowed"
    ]

    @Test func everyFormIsMade() {
        let lines = RandomWorlds(seed: 1, count: 500).lines
        let made = Set(lines.compactMap { $0.split(separator: " ").first.map(String.init) })
        let types = Vocabulary.forms.map { $0.type.name.replacing("cairn.", with: "").replacing(".v1", with: "") }
        let forms = types.filter { type in FormPropertyTests.families.contains { type.hasPrefix("\($0).") } }
        #expect(forms.count > 40)
        let missing = forms.filter { !made.contains($0) && FormPropertyTests.silent[$0] == nil }
        #expect(missing == [], "a form that no random history has")
    }
}
