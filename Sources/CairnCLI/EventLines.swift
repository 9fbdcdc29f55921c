import Cairn
import CairnModel
import Foundation
import Glibc

/// Events in a file or on standard input: one a line, or a single one over several lines; at most a line is held in memory.
struct EventLines {
    private let descriptor: Int32
    private let name: String
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false
    private var isBegun = false
    private var line = 0
    private var linesRead = 0
    private var checker = BodyChecker()
    private var fault: CairnError?
    private var prefix: PrefixHash?
    /// The types of Cairn's own that this version doesn't know, where there were some: the first of them.
    private var unknownTypes: Set<String> = []
    /// The bytes of the file, or 0 where it is a stream.
    let size: UInt64
    /// The bytes that were read.
    private(set) var bytesRead: UInt64 = 0

    private static let piece = 1 << 20
    private static let batchBytes = 8 << 20
    private static let unknownTypesNamed = 10

    /// Opens a file; `-` is standard input.
    init(_ file: String) throws(CairnError) {
        name = file == "-" ? "standard input" : file
        descriptor = file == "-" ? STDIN_FILENO : unsafe open(file, O_RDONLY | O_CLOEXEC)
        var status = stat()
        guard descriptor >= 0, unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
            throw CairnError(
                .file,
                "\(name) can't be read: \(unsafe String(cString: strerror(descriptor >= 0 ? EISDIR : errno)))"
            )
        }
        size = status.st_mode & S_IFMT == S_IFREG ? UInt64(status.st_size) : 0
    }

    /// Goes on after a part of a file that was read before, if it still begins with it.
    ///
    /// - Parameter place: Where that part ended, if there is one. From here on ``place`` can be asked for.
    /// - Returns: Whether the file begins with that part; else it is read from its beginning.
    /// - Throws: `CairnError` with code `file.failed`.
    mutating func goOn(after place: ImportJournal.Place?) throws(CairnError) -> Bool {
        let prefix = PrefixHash()
        self.prefix = prefix
        guard let place else { return false }
        while prefix.count < place.offset, !isAtEnd {
            try fill()
            let part = min(place.offset - prefix.count, UInt64(buffer.count))
            prefix.update(buffer[..<Int(part)])
            buffer.removeFirst(Int(part))
        }
        guard prefix.count == place.offset, prefix.hash == place.hash else {
            guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw CairnError(.file, "\(name) can't be read again") }
            buffer = []
            isAtEnd = false
            bytesRead = 0
            self.prefix = PrefixHash()
            return false
        }
        isBegun = true
        line = place.lines
        linesRead = line
        return true
    }

    /// How far the lines were read, after ``goOn(after:)``.
    var place: ImportJournal.Place? {
        prefix.map { ImportJournal.Place(offset: $0.count, lines: linesRead, hash: $0.hash) }
    }

    /// The next events, some 8 MiB of them at most, and no more than have come; none at the end.
    ///
    /// - Throws: `CairnError` with code `file.failed`, naming the line that is no event, once the events before it were returned.
    mutating func next(atMost count: Int) throws(CairnError) -> [Body] {
        if let fault { throw fault }
        if !isBegun {
            isBegun = true
            if let single = try single() { return [single] }
        }
        var bodies: [Body] = []
        var bytes = 0
        do throws(CairnError) {
            while bodies.count < count, bytes < EventLines.batchBytes, bodies.isEmpty || isReady,
                let text = try nextLine()
            {
                if let first = text.firstIndex(where: { !$0.isBlank }),
                    let last = text.lastIndex(where: { !$0.isBlank })
                {
                    bytes += text.count
                    bodies.append(try body(Array(text[first...last])))
                }
                prefix?.update(buffer[text.startIndex..<start])
                linesRead = line
            }
        } catch {
            guard !bodies.isEmpty else { throw error }
            fault = error
        }
        return bodies
    }

    private mutating func body(_ bytes: [UInt8]) throws(CairnError) -> Body {
        let body: Body
        do { body = try checker.body(bytes) } catch {
            throw CairnError(.file, "line \(line) of \(name) is no event: \(error)")
        }
        switch checker.isDecodable(as: body.type) {
        case true?: break
        case false?: try check(body, "line \(line) of \(name)")
        case nil: note(unknown: body.type)
        }
        return body
    }

    private func check(_ body: Body, _ place: String) throws(CairnError) {
        do { _ = try KnownEvents.decode(body) } catch {
            throw CairnError(
                .file,
                "\(place), event \(body.id), is not what a \(body.type) says: \(error). cairn schema \(body.type) says what it needs"
            )
        }
    }

    /// Says on standard error which types were not known.
    func tellUnknownTypes() {
        guard !unknownTypes.isEmpty else { return }
        let types = Output.escaped(unknownTypes.sorted().joined(separator: ", "))
        Output.write(
            "cairn: recorded, but this version knows no \(types): no question reads such events. cairn schema lists what it knows\n",
            toError: true
        )
    }

    private mutating func note(unknown type: EventType) {
        guard type.name.hasPrefix("cairn."), unknownTypes.count < EventLines.unknownTypesNamed else { return }
        unknownTypes.insert(type.name)
    }

    /// The whole content as one event, where it is one over several lines.
    private mutating func single() throws(CairnError) -> Body? {
        while !isAtEnd, !buffer.contains(UInt8(ascii: "\n")), buffer.count <= Limits.bodyBytes { try fill() }
        // Where the first line is an event, so are the others.
        if let end = buffer.firstIndex(of: UInt8(ascii: "\n")), EventLines.event(buffer[..<end]) != nil { return nil }
        while !isAtEnd, buffer.count <= Limits.bodyBytes { try fill() }
        guard isAtEnd, let body = EventLines.event(buffer[...]) else { return nil }
        try check(body, name)
        if !KnownEvents.isKnown(body.type) { note(unknown: body.type) }
        start = buffer.count
        return body
    }

    private static func event(_ text: ArraySlice<UInt8>) -> Body? {
        guard let first = text.firstIndex(where: { !$0.isBlank }), let last = text.lastIndex(where: { !$0.isBlank })
        else { return nil }
        // What is no event here is read in another way, and then told.
        return try? Body(checking: Array(text[first...last]))
    }

    /// Whether a line, or the end, can be read without waiting for whoever writes it.
    var isReady: Bool {
        if isAtEnd || lineEnd(from: start) != nil { return true }
        var descriptor = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&descriptor, 1, 0) != 0
    }

    /// The place of the next line feed.
    private func lineEnd(from place: Int) -> Int? {
        unsafe buffer.withUnsafeBytes { buffer in
            guard place < buffer.count, let base = buffer.baseAddress,
                let found = unsafe memchr(base + place, 0x0A, buffer.count - place)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }

    private mutating func nextLine() throws(CairnError) -> ArraySlice<UInt8>? {
        var searched = start
        while true {
            if let end = lineEnd(from: searched) {
                defer { start = end + 1 }
                line += 1
                return buffer[start..<end]
            }
            guard !isAtEnd else { break }
            guard buffer.count - start <= 2 * Limits.bodyBytes else {
                throw CairnError(
                    .file,
                    "line \(line + 1) of \(name) is no event: body.too-large: it has more than \(Limits.bodyBytes) bytes"
                )
            }
            searched = buffer.count - start
            buffer.removeFirst(start)
            start = 0
            try fill()
        }
        guard start < buffer.count else { return nil }
        defer { start = buffer.count }
        line += 1
        return buffer[start...]
    }

    private mutating func fill() throws(CairnError) {
        let old = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: EventLines.piece))
        let count = unsafe buffer.withUnsafeMutableBytes { buffer in
            while true {
                let count = unsafe read(descriptor, buffer.baseAddress?.advanced(by: old), EventLines.piece)
                if count >= 0 || errno != EINTR { return count }
            }
        }
        buffer.removeLast(EventLines.piece - max(0, count))
        guard count >= 0 else {
            throw CairnError(.file, "\(name) can't be read: \(unsafe String(cString: strerror(errno)))")
        }
        isAtEnd = count == 0
        bytesRead += UInt64(count)
    }
}

extension UInt8 {
    /// Whether this is a space, a tab, a carriage return or a line feed.
    fileprivate var isBlank: Bool { [0x20, 0x09, 0x0D, 0x0A].contains(self) }
}
