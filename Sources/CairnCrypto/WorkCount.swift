#if DEBUG
    import Synchronization

    /// Counts work that has a price, within the task that asks for it and its children: for tests, and in debug builds only.
    package final class WorkCount: Sendable {
        /// What is counted.
        package enum Kind: Int, CaseIterable, Sendable {
            case hash, signature, verification, statement, parameterByte
        }

        /// The counter of the current task.
        @TaskLocal package static var current: WorkCount?

        private let counts = Mutex([Int](repeating: 0, count: Kind.allCases.count))

        package init() {}

        /// How much there was of one kind.
        package subscript(kind: Kind) -> Int { counts.withLock { $0[kind.rawValue] } }

        /// Counts for the current task, where it has a counter.
        package static func add(_ kind: Kind, _ count: Int = 1) {
            current?.counts.withLock { $0[kind.rawValue] += count }
        }
    }
#endif
