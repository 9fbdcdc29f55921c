/// Why a database lists an entry as not interpreted.
public enum UninterpretedCode {
    /// The event counts and is of a known type, but not of its form.
    public static let undecodable = "event.malformed"
}
