internal import COpenSSL

/// Bytes that are wiped before their memory is given back.
///
/// They lie on the heap and stay there: moving this value moves their address alone, so no copy is left behind.
@safe
struct Secret: ~Copyable, Sendable {
    // A number, because pointers aren't Sendable. The memory is filled before `init` returns, then only read, and
    // wiped by `deinit`, which runs once.
    private let address: UInt
    let count: Int

    /// Makes `count` bytes and lets `body` fill them.
    @unsafe
    init(count: Int, filledBy body: (UnsafeMutableRawBufferPointer) throws(CryptoError) -> Void) throws(CryptoError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
        unsafe buffer.initializeMemory(as: UInt8.self, repeating: 0)
        do {
            unsafe try body(buffer)
        } catch {
            unsafe OPENSSL_cleanse(buffer.baseAddress, count)
            unsafe buffer.deallocate()
            throw error
        }
        address = UInt(bitPattern: buffer.baseAddress)
        self.count = count
    }

    /// Copies the bytes.
    ///
    /// The caller's array is the caller's to forget.
    init(copying bytes: [UInt8]) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
        unsafe buffer.copyBytes(from: bytes)
        address = UInt(bitPattern: buffer.baseAddress)
        count = bytes.count
    }

    deinit {
        let pointer = unsafe UnsafeMutableRawPointer(bitPattern: address)
        unsafe OPENSSL_cleanse(pointer, count)
        unsafe pointer?.deallocate()
    }

    /// Random bytes from the generator that OpenSSL keeps for private keys.
    static func random(count: Int) throws(CryptoError) -> Secret {
        unsafe try Secret(count: count) { (buffer: UnsafeMutableRawBufferPointer) throws(CryptoError) in
            let first = unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
            guard unsafe RAND_priv_bytes(first, Int32(count)) == 1 else {
                throw .draining(.library, "There is no randomness; check the machine's entropy source.")
            }
        }
    }

    @unsafe
    func withUnsafeBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
        unsafe try body(UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count))
    }
}
