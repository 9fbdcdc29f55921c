/// A queue whose first element is taken in constant time.
struct FIFO<Element> {
    private var elements: [Element?] = []
    private var head = 0

    var isEmpty: Bool { head == elements.count }
    var first: Element? { isEmpty ? nil : elements[head] }

    mutating func append(_ element: Element) {
        elements.append(element)
    }

    mutating func popFirst() -> Element? {
        guard !isEmpty else { return nil }
        let first = elements[head].take()
        head += 1
        if head == elements.count {
            elements.removeAll(keepingCapacity: head < 1024)
            head = 0
        } else if head >= 1024, head * 2 > elements.count {
            elements.removeFirst(head)
            head = 0
        }
        return first
    }

    mutating func updateFirst(_ change: (inout Element) -> Void) {
        if !isEmpty { update(head, change) }
    }

    mutating func updateAll(_ change: (inout Element) -> Void) {
        for place in head..<elements.count { update(place, change) }
    }

    private mutating func update(_ place: Int, _ change: (inout Element) -> Void) {
        guard var element = elements[place].take() else { return }
        change(&element)
        elements[place] = element
    }
}
