/// What another connection sent with `NOTIFY`.
public struct Notification: Sendable, Equatable {
    /// The channel.
    public let channel: String
    /// The text that was sent with it; empty where there was none.
    public let payload: String
}
