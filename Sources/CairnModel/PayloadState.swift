/// What the vault has of a payload that an event names.
public enum PayloadState: Hashable, Sendable {
    /// It is there and is what the event committed to.
    case present
    /// It is there, but key, ciphertext or commitment is another.
    case modified
    /// It is not there: erased, where an event lists its key, and lost otherwise.
    case absent
}
