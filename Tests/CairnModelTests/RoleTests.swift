import CairnModel
import Testing

@Suite("Role")
struct RoleTests {
    @Test(
        "a role allows its own family, and * every family but key and ledger",
        arguments: [
            ("image", "image", true), ("image", "consent", false), ("*", "image", true), ("*", "org.example.x", true),
            ("*", "key", false), ("*", "ledger", false), ("key", "key", true), ("key", "ledger", false),
            ("ledger", "ledger", true), ("org.example.x", "org.example.x", true),
            ("org.example.x", "org.example", false),
            ("image", "image2", false),
        ]
    )
    func allows(role: String, family: String, isAllowed: Bool) {
        #expect(Role(role).allows(family) == isAllowed)
    }
}
