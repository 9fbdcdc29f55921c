import CairnPostgres
import Testing

@Suite("DatabaseAddress")
struct DatabaseAddressTests {
    private let secret = "planted-secret-value"

    @Test func aDescriptionShowsWhereButNotThePassword() {
        let address = DatabaseAddress("postgresql://someone:\(secret)@example.invalid:5433/ledger?sslmode=verify-full")
        var dumped = ""
        dump(address, to: &dumped)
        #expect(
            "\(address)" == "user=someone dbname=ledger host=example.invalid port=5433"
                || "\(address)".contains("host=example.invalid")
        )
        for text in ["\(address)", String(reflecting: address), dumped, "\([address])"] {
            #expect(!text.contains(secret))
        }
    }

    @Test(arguments: [
        "host=/nonexistent password=SECRET", "postgresql://u:SECRET@%", "password=SECRET nonsense", "password='SECRET",
        "SECRET",
        "host=/nonexistent password=SECRET sslmode=SECRET", "host=/nonexistent password=SECRET port=SECRET",
    ])
    func aFailureToConnectDoesNotShowThePassword(conninfo: String) async {
        let fault = await postgresError {
            _ = try await Connection.connect(DatabaseAddress(conninfo.replacing("SECRET", with: secret)))
        }
        #expect(fault?.code == .connect)
        #expect(fault.map { "\($0)".contains(secret) } == false)
    }
}
