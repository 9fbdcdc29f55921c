extension Question {
    /// Every question, GDPR first.
    public static let all: [Question] = [
        g1, g2, g3, g6, g7, g9, g18, g19, g20, g24, e1, e13, e14,
    ]
}
