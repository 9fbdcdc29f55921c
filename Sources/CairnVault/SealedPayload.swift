public import CairnCrypto
public import CairnModel

/// Personal data of one person that belongs to an event, encrypted under the person's data key.
///
/// The event has the key's id and the commitment; the vault has the ciphertext. Destroying key and ciphertext erases
/// the data and leaves the entry, its hash and every proof as they were.
public struct SealedPayload: Hashable, Sendable {
    /// The most bytes of JSON that are sealed for one person in one event.
    public static let limit = 1 << 20

    /// The id of the key that it is sealed under.
    public let keyID: KeyID
    /// What the event says of it.
    public let commitment: Commitment
    /// Nonce (12 bytes), ciphertext and tag (16 bytes).
    public let sealed: [UInt8]

    private static let saltByteCount = 32

    /// Takes a payload as it is stored, to be checked by ``opened(with:origin:event:)``.
    public init(keyID: KeyID, commitment: Commitment, sealed: [UInt8]) {
        self.keyID = keyID
        self.commitment = commitment
        self.sealed = sealed
    }

    /// Seals JSON for one person, with a new salt and a new nonce.
    ///
    /// - Parameters:
    ///   - json: The text of a JSON value, at most ``limit`` bytes.
    ///   - key: The person's data key.
    ///   - origin: The ledger.
    ///   - event: The event that the payload belongs to.
    /// - Throws: ``VaultError`` with code `payload.too-large`, or `CryptoError`.
    public init(sealing json: [UInt8], with key: borrowing SymmetricKey, origin: Origin, event: EventID) throws {
        try self.init(
            sealing: json,
            with: key,
            origin: origin,
            event: event,
            salt: Random.bytes(SealedPayload.saltByteCount),
            nonce: Random.bytes(AES256GCM.nonceByteCount)
        )
    }

    init(
        sealing json: [UInt8],
        with key: borrowing SymmetricKey,
        origin: Origin,
        event: EventID,
        salt: [UInt8],
        nonce: [UInt8]
    ) throws {
        guard json.count <= SealedPayload.limit else {
            throw VaultError(
                .payloadTooLarge,
                "A payload of \(json.count) bytes; at most \(SealedPayload.limit) are sealed for one person in one event."
            )
        }
        let plaintext = salt + json
        keyID = KeyID(of: key)
        commitment = Commitment(to: plaintext, origin: origin, event: event, keyID: keyID)
        sealed =
            try nonce
            + AES256GCM.seal(plaintext, key: key, nonce: nonce, associatedData: commitment.hash.bytes)
    }

    /// Opens the payload and checks that it is what the event committed to.
    ///
    /// - Parameters:
    ///   - key: The person's data key.
    ///   - origin: The ledger.
    ///   - event: The event that the payload belongs to.
    /// - Returns: The JSON, byte for byte as it was sealed.
    /// - Throws: ``VaultError`` with code `vault.payload-modified`, where key, ciphertext, commitment, ledger or event is not
    ///   that of the sealing.
    public func opened(
        with key: borrowing SymmetricKey,
        origin: Origin,
        event: EventID
    ) throws(VaultError) -> [UInt8] {
        let modified = VaultError(
            .payloadModified,
            "The sealed payload of event \(event) under key \(keyID) is not what the entry committed to."
        )
        guard KeyID(of: key) == keyID, sealed.count >= AES256GCM.nonceByteCount else { throw modified }
        let plaintext: [UInt8]
        do {
            plaintext = try AES256GCM.open(
                Array(sealed.dropFirst(AES256GCM.nonceByteCount)),
                key: key,
                nonce: Array(sealed.prefix(AES256GCM.nonceByteCount)),
                associatedData: commitment.hash.bytes
            )
        } catch {
            throw modified
        }
        guard
            plaintext.count >= SealedPayload.saltByteCount,
            Commitment(to: plaintext, origin: origin, event: event, keyID: keyID) == commitment
        else { throw modified }
        return Array(plaintext.dropFirst(SealedPayload.saltByteCount))
    }

    /// What the event's `data.sealed` has for this payload.
    public var reference: SealedReference {
        SealedReference(key: keyID.description, commitment: commitment.hash)
    }
}
