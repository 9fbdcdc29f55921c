/// The types that bodies named lately: most ledgers know a few dozen, and reading one takes longer than finding it.
struct EventTypeCache {
    private static let most = 64

    private var recent: [(name: [UInt8], type: EventType)] = []
    /// The place of the one that was named last: mostly, it is the next one, too.
    private var last = 0

    /// The type of a name.
    mutating func type(named name: ArraySlice<UInt8>) -> EventType {
        if last < recent.count, isName(name, of: last) { return recent[last].type }
        if let place = recent.indices.first(where: { isName(name, of: $0) }) {
            last = place
            return recent[place].type
        }
        let type = EventType(String(decoding: name, as: UTF8.self))
        if recent.count < EventTypeCache.most {
            last = recent.count
            recent.append((Array(name), type))
        }
        return type
    }

    private func isName(_ name: ArraySlice<UInt8>, of place: Int) -> Bool {
        recent[place].name.count == name.count && name.elementsEqual(recent[place].name)
    }
}
