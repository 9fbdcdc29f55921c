import CairnModel
import Testing

@Suite("Role")
struct RoleTests {
    @Test(
        "a role allows its own family, * every family but six, recovery those of the registry",
        arguments: [
            ("image", "image", true), ("image", "consent", false), ("*", "image", true), ("*", "org.example.x", true),
            ("*", "key", false), ("*", "ledger", false), ("key", "key", true), ("key", "ledger", false),
            ("ledger", "ledger", true), ("org.example.x", "org.example.x", true),
            ("org.example.x", "org.example", false),
            ("image", "image2", false), ("*", "redaction", false), ("*", "recovery", false), ("*", "index", false),
            ("*", "anchor", false), ("*", "*", true), ("index", "index", true), ("anchor", "anchor", true),
            ("redaction", "redaction", true), ("redaction", "key", false), ("ledger", "redaction", false),
            ("recovery", "key", true), ("recovery", "ledger", true), ("recovery", "redaction", true),
            ("recovery", "recovery", false), ("recovery", "image", false),
        ]
    )
    func allows(role: String, family: String, isAllowed: Bool) {
        #expect(Role(role).allows(family) == isAllowed)
    }

    @Test("four roles guard what they sign, and three of them may anchor to landmarks")
    func kinds() {
        let roles = ["key", "ledger", "redaction", "recovery", "*", "index", "anchor", "image"].map(Role.init)
        #expect(roles.filter(\.isGuarding).map(\.name) == ["key", "ledger", "redaction", "recovery"])
        #expect(roles.filter(\.mayAnchorToLandmarks).map(\.name) == ["key", "ledger", "recovery"])
    }
}
