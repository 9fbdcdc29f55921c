internal import COpenSSL

/// A key from a passphrase (RFC 7914).
public struct Scrypt: Sendable, Equatable {
    /// The cost N as a power of two, from 1 to 20.
    public let logN: Int
    /// The block size r, from 1 to 32.
    public let blockSize: Int
    /// The parallelism p, from 1 to 16.
    public let parallelism: Int

    /// What new keys are made with: N = 2^15, r = 8, p = 3, which takes 32 MiB and a fraction of a second.
    public static let standard = Scrypt(unchecked: 15, blockSize: 8, parallelism: 3)

    private init(unchecked logN: Int, blockSize: Int, parallelism: Int) {
        self.logN = logN
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// Takes parameters, for instance of a file, that keep time and memory in bounds.
    ///
    /// - Parameters:
    ///   - logN: The cost N as a power of two, from 1 to 20.
    ///   - blockSize: The block size r, from 1 to 32.
    ///   - parallelism: The parallelism p, from 1 to 16.
    /// - Throws: ``CryptoError`` with code `crypto.length` where one is out of bounds or the memory would exceed 256 MiB.
    public init(logN: Int, blockSize: Int, parallelism: Int) throws(CryptoError) {
        guard
            (1...20).contains(logN), (1...32).contains(blockSize), (1...16).contains(parallelism),
            128 * blockSize << logN <= Scrypt.memoryLimit
        else { throw CryptoError(.length, "These scrypt parameters are out of bounds.") }
        self.init(unchecked: logN, blockSize: blockSize, parallelism: parallelism)
    }

    /// Derives the key.
    ///
    /// The same passphrase and salt give the same key.
    ///
    /// - Parameters:
    ///   - passphrase: At least one byte.
    ///   - salt: Random bytes, kept beside what the key encrypts.
    /// - Returns: The key.
    /// - Throws: ``CryptoError`` with code `crypto.passphrase-missing` or `crypto.library`.
    public func key(passphrase: [UInt8], salt: [UInt8]) throws(CryptoError) -> SymmetricKey {
        guard !passphrase.isEmpty else { throw CryptoError(.passphraseMissing, "The passphrase is empty.") }
        let secret = unsafe try Secret(count: SymmetricKey.byteCount) {
            (output: UnsafeMutableRawBufferPointer) throws(CryptoError) in
            let result = unsafe passphrase.withUnsafeBytes { passphrase in
                unsafe EVP_PBE_scrypt(
                    passphrase.baseAddress?.assumingMemoryBound(to: CChar.self),
                    passphrase.count,
                    salt,
                    salt.count,
                    UInt64(1) << UInt64(logN),
                    UInt64(blockSize),
                    UInt64(parallelism),
                    UInt64(2 * Scrypt.memoryLimit),
                    output.baseAddress?.assumingMemoryBound(to: UInt8.self),
                    output.count
                )
            }
            guard result == 1 else { throw .draining(.library, "OpenSSL doesn't derive the key.") }
        }
        return try SymmetricKey(secret)
    }

    private static let memoryLimit = 256 << 20
}
