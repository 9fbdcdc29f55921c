#if DEBUG
    /// Tells of work that has a price, within the task that asks for it and its children: for tests, and in debug builds only.
    package enum WorkCount {
        /// What is counted.
        package enum Kind: Hashable, Sendable {
            case hash, signature, verification, statement, parameterByte
        }

        /// Who counts for the current task.
        @TaskLocal package static var counter: (@Sendable (Kind, Int) -> Void)?

        /// Tells the current task's counter, where it has one.
        package static func add(_ kind: Kind, _ count: Int = 1) {
            counter?(kind, count)
        }
    }
#endif
