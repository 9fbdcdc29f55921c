internal import CLibPQ
internal import Logging

/// Where the server's notices and warnings go: code and words, without detail and values.
final class NoticeLog: Sendable {
    private let logger: Logger?

    init(_ logger: Logger?) {
        self.logger = logger
    }

    /// Makes a connection's notices go here; this object must live as long as the connection.
    @unsafe
    func receive(from connection: OpaquePointer) {
        let receiver: PQnoticeReceiver = { log, result in
            guard let log = unsafe log, let result = unsafe result else { return }
            unsafe Unmanaged<NoticeLog>.fromOpaque(log).takeUnretainedValue().note(result)
        }
        _ = unsafe PQsetNoticeReceiver(connection, receiver, Unmanaged.passUnretained(self).toOpaque())
    }

    private func note(_ result: OpaquePointer) {
        guard let logger else { return }
        func field(_ code: Unicode.Scalar) -> String {
            unsafe PQresultErrorField(result, Int32(code.value)).map { unsafe String(cString: $0) } ?? ""
        }
        let state = field("C")
        let message = QuotedText.redact(field("M"), sqlState: state) { _ in false }
        let level: Logger.Level = field("V") == "WARNING" ? .warning : .info
        logger.log(level: level, "PostgreSQL: \(message)", metadata: ["sqlstate": "\(state)"])
    }
}
