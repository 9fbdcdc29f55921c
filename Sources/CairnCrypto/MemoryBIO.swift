internal import COpenSSL

/// Owns one `BIO *` over memory.
@safe
struct MemoryBIO: ~Copyable {
    private let bio: OpaquePointer

    /// A BIO to write to, whose memory is wiped when it goes.
    init() {
        guard let bio = unsafe BIO_new(BIO_s_secmem()) else { preconditionFailure("out of memory") }
        unsafe self.bio = bio
    }

    /// A BIO that has the bytes to read.
    init(reading bytes: [UInt8]) {
        self.init()
        let written = unsafe BIO_write(bio, bytes, Int32(bytes.count))
        guard written == bytes.count else { preconditionFailure("out of memory") }
    }

    deinit {
        unsafe BIO_free_all(bio)
    }

    @unsafe var pointer: OpaquePointer { unsafe bio }

    /// How many bytes are yet to be read.
    var remaining: Int { unsafe BIO_ctrl(bio, BIO_CTRL_PENDING, 0, nil) }

    /// Reads what remains.
    consuming func readToEnd() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: remaining)
        let read = unsafe BIO_read(bio, &bytes, Int32(bytes.count))
        return Array(bytes.prefix(max(0, Int(read))))
    }
}
