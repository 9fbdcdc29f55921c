extension Answer {
    /// What an answer says of a row.
    public enum Verdict: String, Sendable, CaseIterable {
        /// In order: what the rule asks for is on record.
        case covered
        /// Not in order: recorded facts break the rule.
        case notCovered = "not-covered"
        /// It can't be told from what is recorded.
        case undetermined

        /// The word for people.
        public var word: String {
            switch self {
            case .covered: "in order"
            case .notCovered: "not in order"
            case .undetermined: "can't be told"
            }
        }
    }
}
