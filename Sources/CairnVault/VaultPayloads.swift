internal import CairnCrypto
public import CairnModel
internal import CairnPostgres

extension Vault {
    /// Seals JSON for one subject in one event; nothing is stored yet.
    ///
    /// The event is then made with the payload's `reference`, and both go to ``store(_:payloads:fingerprint:)``.
    ///
    /// - Parameters:
    ///   - json: The text of a JSON value, at most ``SealedPayload/limit`` bytes.
    ///   - subject: Whom it could identify.
    ///   - event: The id of the event that it belongs to.
    /// - Returns: The payload.
    /// - Throws: ``VaultError`` with code `vault.subject-absent`, `vault.institution-key`, `vault.context`,
    ///   `vault.key-modified` or `payload.too-large`, or `PostgresError`.
    public func seal(_ json: [UInt8], for subject: SubjectID, in event: EventID) async throws -> SealedPayload {
        let key = try await wrappedKey(of: subject).key(in: origin, under: institutionKey)
        return try SealedPayload(sealing: json, with: key, origin: origin, event: event)
    }

    /// Stores an event's payloads, and the event itself where it is an import, all or nothing.
    ///
    /// Do this before the event is appended: then no entry ever names a payload that never was. An import whose
    /// fingerprint is known stores nothing and gives the earlier body, so append what is returned.
    ///
    /// - Parameters:
    ///   - body: The event, whose `data.sealed` names exactly these payloads.
    ///   - payloads: What ``seal(_:for:in:)`` gave for it.
    ///   - fingerprint: What the import is found again by, or `nil` where the event is none.
    /// - Returns: The body to append.
    /// - Throws: ``VaultError`` with code `vault.references` where event and payloads don't fit, `vault.subject-absent`
    ///   where a subject was erased meanwhile, and for an import what ``imported(_:)`` throws; `PostgresError`, for
    ///   instance where the event has payloads already.
    public func store(_ body: Body, payloads: [SealedPayload], fingerprint: Fingerprint? = nil) async throws -> Body {
        let references = try SealedReference.list(in: body.data)
        guard references == payloads.map(\.reference) else {
            throw VaultError(.references, "Event \(body.id) doesn't name exactly the payloads that come with it.")
        }
        guard Set(payloads.map(\.keyID)).count == payloads.count else {
            throw VaultError(.references, "Event \(body.id) has two payloads under one key; seal one for each person.")
        }
        let stored: [Parameter] = [
            .uuid(body.id.bytes), .textArray(payloads.map(\.keyID.description)),
            .bytesArray(payloads.map(\.commitment.hash.bytes)), .bytesArray(payloads.map(\.sealed)),
        ]
        if let fingerprint {
            let context = WrappingContext.importCode(of: body.id, body: SHA256.hash(body.bytes), in: origin)
            let lookup = fingerprint.code.lookup(under: lookupKeys)
            let wrapped = try fingerprint.code.wrapped(context, under: lookupKeys)
            let rows = try await database.query(
                Statements.storeImport,
                inUse + stored + [.bytes(lookup.bytes), .bytes(wrapped.bytes), .bytes(body.bytes)]
            )
            if !rows.isEmpty { return body }
            // Says, too, where the institution key was replaced.
            if let earlier = try await imported(fingerprint) { return earlier }
        } else {
            let rows = try await database.query(Statements.storePayloads, [.int32(ledger)] + stored)
            if rows.count == payloads.count { return body }
        }
        throw VaultError(.subjectAbsent, "A subject of event \(body.id) was erased; nothing was stored.")
    }

    /// Opens the payloads of an event.
    ///
    /// - Parameter body: The event.
    /// - Returns: The JSON under each key id that is not erased.
    /// - Throws: ``VaultError`` with code `vault.payload-modified`, `vault.key-modified`, `vault.context` or
    ///   `vault.institution-key`, or `PostgresError`.
    public func opened(_ body: Body) async throws -> [KeyID: [UInt8]] {
        var opened: [KeyID: [UInt8]] = [:]
        for held in try await held(SealedReference.list(in: body.data).map(\.commitment)) {
            guard let wrapped = held.wrappedKey else {
                throw VaultError(
                    .keyModified,
                    "The vault has a payload of event \(body.id) without its key \(held.payload.keyID): an erasure "
                        + "takes both. Restore the subject's row from a backup."
                )
            }
            let key = try wrapped.key(in: origin, under: institutionKey)
            opened[held.payload.keyID] = try held.payload.opened(with: key, origin: origin, event: body.id)
        }
        return opened
    }

    /// What the vault has of the payloads that events name; for the answer on erasure.
    ///
    /// Each payload is decrypted and checked against its commitment.
    ///
    /// - Parameter references: Event ids, and what their `data.sealed` names; a thousand at a time is a good number.
    /// - Returns: A state for each, in order.
    /// - Throws: ``VaultError`` with code `vault.institution-key` where that key was replaced, or `PostgresError`.
    public func states(of references: [(event: EventID, reference: SealedReference)]) async throws -> [PayloadState] {
        var payloads: [Hash: HeldPayload] = [:]
        for held in try await held(references.map(\.reference.commitment)) {
            payloads[held.payload.commitment.hash] = held
        }
        return references.map { event, reference in
            guard let held = payloads[reference.commitment] else { return .absent }
            let isNamed = held.event == event && held.payload.keyID.description == reference.key
            return isNamed && isIntact(held) ? .present : .modified
        }
    }

    /// Which of these keys are still there, or still have a payload.
    ///
    /// - Parameter keys: Key ids; a thousand at a time is a good number.
    /// - Returns: Those that are.
    /// - Throws: `PostgresError`.
    public func held(_ keys: [String]) async throws -> Set<String> {
        let rows = try await database.query(Statements.readHeldKeys, [.int32(ledger), .textArray(keys)])
        return Set(try rows.map { try $0.text(0) })
    }

    /// Whose these keys are, of which the vault has some.
    ///
    /// - Parameter keys: Key ids; a thousand at a time is a good number.
    /// - Returns: The subject ids, by key id; what is wrapped in a row is not looked at.
    /// - Throws: `PostgresError`.
    public func subjects(of keys: [String]) async throws -> [String: String] {
        let rows = try await database.query(Statements.readSubjectsOfKeys, [.int32(ledger), .textArray(keys)])
        return Dictionary(try rows.map { (try $0.text(0), try $0.text(1)) }) { first, _ in first }
    }

    private func isIntact(_ held: HeldPayload) -> Bool {
        guard let wrapped = held.wrappedKey else { return false }
        do {
            let key = try wrapped.key(in: origin, under: institutionKey)
            _ = try held.payload.opened(with: key, origin: origin, event: held.event)
            return true
        } catch {
            return false
        }
    }

    private func held(_ commitments: [Hash]) async throws -> [HeldPayload] {
        let rows = try await database.query(
            Statements.readPayloads,
            inUse + [.bytesArray(commitments.map(\.bytes))]
        )
        guard let first = rows.first else { throw VaultError.replaced }
        // Without any payload the one row is empty.
        if try first.isNull(0) { return [] }
        return try rows.map { row in
            let keyID = try KeyID(parsing: row.text(2).utf8)
            guard let commitment = try Hash(row.bytes(0)), let event = try EventID(bytes: row.bytes(1)) else {
                throw VaultError(.payloadModified, "A payload under key \(keyID) has no event id or no commitment.")
            }
            return HeldPayload(
                event: event,
                payload: try SealedPayload(
                    keyID: keyID,
                    commitment: Commitment(hash: commitment),
                    sealed: row.bytes(3)
                ),
                wrappedKey: try row.optionalText(4).map { subject in
                    WrappedKey(
                        of: try SubjectID(parsing: subject.utf8),
                        keyID: keyID,
                        wrapped: WrappedSecret(stored: try row.bytes(5))
                    )
                }
            )
        }
    }
}

/// A payload as the vault holds it, with the key that opens it unless that is gone.
private struct HeldPayload {
    let event: EventID
    let payload: SealedPayload
    let wrappedKey: WrappedKey?
}
