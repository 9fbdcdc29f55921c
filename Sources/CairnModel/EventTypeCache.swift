/// The types that bodies named lately: most ledgers know a few dozen, and reading one takes longer than finding it.
struct EventTypeCache {
    private static let most = 64

    private var recent: [(name: [UInt8], type: EventType)] = []

    /// The type of a name.
    mutating func type(named name: ArraySlice<UInt8>) -> EventType {
        for known in recent where known.name.count == name.count && name.elementsEqual(known.name) { return known.type }
        let type = EventType(String(decoding: name, as: UTF8.self))
        if recent.count < EventTypeCache.most { recent.append((Array(name), type)) }
        return type
    }
}
