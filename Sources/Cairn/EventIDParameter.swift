import CairnModel
import CairnPostgres

extension Parameter {
    /// `uuid[]` of event ids.
    static func ids(_ ids: some Sequence<EventID>) -> Parameter {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16 * ids.underestimatedCount)
        for id in ids { id.append(to: &bytes) }
        return .uuidArray(bytes)
    }
}
