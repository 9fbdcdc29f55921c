extension Question {
    /// Every question, GDPR first.
    public static let all: [Question] = [g1, g7]
}
