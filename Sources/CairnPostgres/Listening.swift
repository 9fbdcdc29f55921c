extension Connection {
    /// A stream that yields at each notification of the channels that this connection listens to, and ends with the connection.
    ///
    /// Notifications that nobody has awaited yet are yielded as one.
    public func notifications() -> AsyncStream<Void> {
        stream(of: Void.self, bufferingPolicy: .bufferingNewest(1)) { _ in () }
    }

    /// Listens to a channel: a stream of its notifications, which ends with the connection.
    ///
    /// The newest 256 that nobody has awaited yet are kept. A notification says that something may have changed, never that nothing did: after a
    /// connection was lost, look for yourself.
    ///
    /// - Parameter channel: The name of the channel, any text of up to 63 bytes.
    /// - Returns: The stream; what is sent after this call is in it.
    /// - Throws: As ``query(_:_:)``.
    public func listen(to channel: String) async throws -> AsyncStream<Notification> {
        let stream = stream(of: Notification.self, bufferingPolicy: .bufferingNewest(256)) { notification in
            notification.channel == channel ? notification : nil
        }
        let quoted = "\"" + channel.replacing("\"", with: "\"\"") + "\""
        try await query(Statement(name: "", sql: "LISTEN " + quoted))
        return stream
    }

    private func stream<Element: Sendable>(
        of type: Element.Type,
        bufferingPolicy: AsyncStream<Element>.Continuation.BufferingPolicy,
        _ select: @escaping @Sendable (Notification) -> Element?
    ) -> AsyncStream<Element> {
        let (stream, continuation) = AsyncStream.makeStream(of: type, bufferingPolicy: bufferingPolicy)
        let listener = ConnectionMailbox.Listener(
            notify: { notification in if let element = select(notification) { continuation.yield(element) } },
            finish: { continuation.finish() }
        )
        guard let number = mailbox.add(listener) else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak mailbox] _ in mailbox?.removeListener(number) }
        return stream
    }
}
