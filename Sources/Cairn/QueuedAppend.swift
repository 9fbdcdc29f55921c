/// Bodies in the queue of an ``Appender``: what ``Appender/receipts(of:)`` takes, once.
public struct QueuedAppend: Sendable {
    let number: Int
}
