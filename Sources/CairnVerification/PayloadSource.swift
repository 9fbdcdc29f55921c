public import CairnModel

/// Where sealed payloads live: a vault.
///
/// Nothing of it is trusted but what it finds by decrypting.
public protocol PayloadSource: Sendable {
    /// What is there of payloads that events name; at most a thousand are asked for at once.
    ///
    /// - Returns: A state for each, in order.
    /// - Throws: What keeps the source from being asked.
    func states(of references: [(event: EventID, reference: SealedReference)]) async throws -> [PayloadState]

    /// Which of these keys, at most a thousand, are still there or still have a payload.
    ///
    /// - Returns: Those that are.
    /// - Throws: What keeps the source from being asked.
    func held(_ keys: [String]) async throws -> Set<String>

    /// Whose these keys are, at most a thousand, of which it has some.
    ///
    /// - Returns: The subjects, by key id; by default none.
    /// - Throws: What keeps the source from being asked.
    func subjects(of keys: [String]) async throws -> [String: String]
}

extension PayloadSource {
    /// Nobody is known.
    ///
    /// - Throws: Nothing.
    public func subjects(of keys: [String]) async throws -> [String: String] { [:] }
}
