import CairnCrypto

/// Reads the lines of a policy (C2SP tlog-policy, "Policy file syntax and structure").
struct PolicyParser {
    private(set) var logs: [VerifierKey] = []
    private(set) var witnesses: [Policy.Witness] = []
    private(set) var groups: [Policy.Group] = []
    /// The name on the quorum line, or `nil` for `none`.
    private(set) var quorum: [UInt8]?

    private var hasQuorum = false
    private var logKeys: Set<[UInt8]> = []
    private var witnessKeys: Set<[UInt8]> = []
    private var names: Set<[UInt8]> = []
    private var members: Set<[UInt8]> = []
    private var line = 0

    private static let reserved = Set(["none", "any", "all"].map { Array($0.utf8) })

    mutating func read(_ bytes: [UInt8]) throws(LogError) {
        guard bytes.count <= Policy.largest else {
            throw LogError(.policy, "the policy has \(bytes.count) bytes, at most \(Policy.largest) are taken")
        }
        var lines = Lines(bytes)
        while let text = lines.next() {
            line += 1
            try read(line: text)
        }
        line += 1
        guard lines.isAtEnd else { throw fault("the last line doesn't end in a line feed") }
        guard hasQuorum else {
            throw LogError(.policy, "the policy has no quorum line; `quorum none` asks for no witness")
        }
    }

    private mutating func read(line text: ArraySlice<UInt8>) throws(LogError) {
        for byte in text where byte != 0x09 && (byte < 0x20 || byte == 0x7F) {
            throw fault("a control character")
        }
        let items = text.split { $0 == 0x20 || $0 == 0x09 }.map { Array($0) }
        guard let keyword = items.first, keyword.first != UInt8(ascii: "#") else { return }
        if keyword.elementsEqual("log".utf8) {
            try readLog(items)
        } else if keyword.elementsEqual("witness".utf8) {
            try readWitness(items)
        } else if keyword.elementsEqual("group".utf8) {
            try readGroup(items)
        } else if keyword.elementsEqual("quorum".utf8) {
            try readQuorum(items)
        } else {
            throw fault("not a line of a policy")
        }
    }

    private mutating func readLog(_ items: [[UInt8]]) throws(LogError) {
        guard (2...3).contains(items.count) else { throw fault("a log has a key and perhaps a URL") }
        guard logs.count < Policy.most else { throw fault("more than \(Policy.most) logs") }
        let key: VerifierKey
        do { key = try VerifierKey(parsing: items[1]) } catch { throw fault(error.message) }
        guard logKeys.insert(key.publicKey.bytes).inserted else { throw fault("this log's key stands there twice") }
        logs.append(key)
    }

    private mutating func readWitness(_ items: [[UInt8]]) throws(LogError) {
        guard (3...4).contains(items.count) else { throw fault("a witness has a name, a key and perhaps a URL") }
        guard witnesses.count < Policy.most else { throw fault("more than \(Policy.most) witnesses") }
        let parts: VerifierKeyText
        var key: VerifierKey?
        do throws(LogError) {
            parts = try VerifierKeyText(parsing: items[2])
            switch parts.algorithm {
            case VerifierKey.Algorithm.cosignature.rawValue: key = try VerifierKey(parts)
            case 0x06 where parts.key.count == 1_312: break
            default: throw LogError(.key, "algorithm \(parts.algorithm) is not one of cosignatures")
            }
        } catch {
            throw fault(error.message)
        }
        guard witnessKeys.insert(parts.key).inserted else { throw fault("this witness's key stands there twice") }
        try define(items[1])
        witnesses.append(Policy.Witness(name: items[1], key: key))
    }

    private mutating func readGroup(_ items: [[UInt8]]) throws(LogError) {
        guard items.count >= 4 else { throw fault("a group has a name, a threshold and at least one member") }
        guard groups.count < Policy.most else { throw fault("more than \(Policy.most) groups") }
        let listed = Array(items[3...])
        for member in listed {
            guard names.contains(member) else { throw fault("a member that no line above defines") }
            guard members.insert(member).inserted else { throw fault("a member that is one already") }
        }
        let threshold: UInt64
        if items[2].elementsEqual("any".utf8) {
            threshold = 1
        } else if items[2].elementsEqual("all".utf8) {
            threshold = UInt64(listed.count)
        } else {
            threshold = Decimal.decode(items[2]) ?? 0
        }
        guard threshold >= 1, threshold <= UInt64(listed.count) else {
            throw fault("a threshold that is not any, all, or 1 to the number of members")
        }
        try define(items[1])
        groups.append(Policy.Group(name: items[1], threshold: Int(threshold), members: listed))
    }

    private mutating func readQuorum(_ items: [[UInt8]]) throws(LogError) {
        guard items.count == 2 else { throw fault("a quorum line has one name") }
        guard !hasQuorum else { throw fault("a second quorum line") }
        hasQuorum = true
        guard !items[1].elementsEqual("none".utf8) else { return }
        guard names.contains(items[1]) else { throw fault("a quorum that no line above defines") }
        quorum = items[1]
    }

    private mutating func define(_ name: [UInt8]) throws(LogError) {
        guard !PolicyParser.reserved.contains(name) else { throw fault("none, any and all can't be names") }
        guard names.insert(name).inserted else { throw fault("a name that is defined already") }
    }

    private func fault(_ message: String) -> LogError {
        LogError(.policy, "line \(line) of the policy: \(message)")
    }
}
