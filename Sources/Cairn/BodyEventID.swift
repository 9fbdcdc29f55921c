import CairnModel

extension EventID {
    /// The id in a body, or `nil` where the bytes are no body: what the column of event ids says is not looked at.
    init?(ofBody bytes: [UInt8]) {
        // What is wrong with it makes no difference: it is not the body of this event.
        guard let body = try? Body(checking: bytes) else { return nil }
        self = body.id
    }
}
