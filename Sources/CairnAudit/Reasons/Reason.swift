/// Why a verdict is what it is: a stable code, the verdict that it stands for, what it means, and what to do about it.
///
/// One code is one verdict, in every question: statements give the reason alone, and the verdict is read here.
public struct Reason: Sendable {
    /// The code, as it stands in the column `reason`.
    public let code: String
    /// The verdict that it stands for.
    public let verdict: Answer.Verdict
    /// What it means.
    public let meaning: String
    /// What to do, where something is to be done.
    public let action: String?
    /// The provision that it is based on, such as `GDPR Art. 7(3)`; `nil` where it is the question's, or no law's.
    public let law: String?
    /// Of several reasons the one with the lowest rank is given; `nil` where they never compete.
    public let rank: Int?

    init(
        _ code: String,
        _ verdict: Answer.Verdict,
        rank: Int? = nil,
        _ meaning: String,
        law: String? = nil,
        do action: String? = nil
    ) {
        self.code = code
        self.verdict = verdict
        self.rank = rank
        self.meaning = meaning
        self.law = law
        self.action = action
    }

    /// The reason with a code, or `nil`.
    public static func named(_ code: String) -> Reason? { byCode[code] }

    private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })

    /// Every reason.
    public static let all: [Reason] = use + grounds + conditions + rights + deadlines + environments + registers + files
}
