import CairnPostgres
import CairnTestSupport
import Testing

@Suite("Listening")
struct ListeningTests {
    @Test func aNotificationArrivesWithItsPayload() async throws {
        let database = try await TestDatabase.empty()
        let connection = try await Connection.connect(database.address)
        defer { connection.close() }
        let stream = try await connection.listen(to: "a \"channel\"")
        let wakeUps = connection.notifications()
        try await database.run("SELECT pg_notify('another', 'no')")
        try await database.run("SELECT pg_notify($1, $2)", [.text("a \"channel\""), .text("yes")])
        var notifications = stream.makeAsyncIterator()
        let notification = await notifications.next()
        #expect(notification?.channel == "a \"channel\"")
        #expect(notification?.payload == "yes")
        var wakes = wakeUps.makeAsyncIterator()
        #expect(await wakes.next() != nil)
    }

    @Test func theStreamEndsWithTheConnection() async throws {
        let database = try await TestDatabase.empty()
        let connection = try await Connection.connect(database.address)
        let stream = try await connection.listen(to: "channel")
        connection.close()
        var count = 0
        for await _ in stream { count += 1 }
        #expect(count == 0)
        for await _ in connection.notifications() { count += 1 }
        #expect(count == 0)
    }
}
