internal import COpenSSL

/// OpenSSL's queue of errors, which belongs to the thread: it is emptied in the function whose call failed.
enum ErrorQueue {
    /// Empties the queue into reasons, such as `Provider routines: bad decrypt`.
    ///
    /// Only OpenSSL's fixed strings are taken; the data that it attaches to an error are not.
    static func drain() -> [String] {
        var reasons: [String] = []
        while true {
            let error = ERR_get_error()
            guard error != 0 else { return reasons }
            let library = unsafe ERR_lib_error_string(error).map { unsafe String(cString: $0) }
            let reason = unsafe ERR_reason_error_string(error).map { unsafe String(cString: $0) }
            reasons.append((library ?? "unknown library") + ": " + (reason ?? "reason \(error)"))
        }
    }

    /// Forgets what is in the queue: for calls whose failure is an answer.
    static func clear() {
        ERR_clear_error()
    }
}

extension CryptoError {
    /// An error with the reasons that OpenSSL's queue holds, which is emptied.
    static func draining(_ code: Code, _ message: String) -> CryptoError {
        CryptoError(code, message, reasons: ErrorQueue.drain())
    }
}
