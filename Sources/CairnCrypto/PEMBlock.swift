internal import COpenSSL

/// One block of PEM text (RFC 7468): a label and the DER inside it.
struct PEMBlock: ~Copyable {
    let label: String
    let der: Secret

    /// The most bytes of text that are looked at.
    static let limit = 16_384

    private init(label: String, der: consuming Secret) {
        self.label = label
        self.der = der
    }

    /// Takes a text that is one block and nothing else.
    ///
    /// - Throws: `crypto.pem-malformed`, or `crypto.pem-left-over` for text before or after the block.
    init(parsing text: [UInt8]) throws(CryptoError) {
        guard text.count <= PEMBlock.limit else {
            throw CryptoError(.pem, "The text is longer than \(PEMBlock.limit) bytes; it can't be one private key.")
        }
        let source = MemoryBIO(reading: text)
        var name: UnsafeMutablePointer<CChar>?
        var header: UnsafeMutablePointer<CChar>?
        var data: UnsafeMutablePointer<UInt8>?
        var count = 0
        guard unsafe PEM_read_bio(source.pointer, &name, &header, &data, &count) == 1 else {
            throw .draining(.pem, "This is not PEM text.")
        }
        defer {
            unsafe CRYPTO_free(name, nil, 0)
            unsafe CRYPTO_free(header, nil, 0)
            unsafe CRYPTO_clear_free(data, count, nil, 0)
        }
        guard text.starts(with: "-----BEGIN ".utf8) else {
            throw CryptoError(.leftOver, "There is text before the private key; keep the PEM block alone.")
        }
        guard source.remaining == 0 else {
            throw CryptoError(.leftOver, "There is text after the private key; keep the PEM block alone.")
        }
        guard let name = unsafe name, let header = unsafe header, unsafe header.pointee == 0, count > 0 else {
            throw CryptoError(.pem, "The PEM block has headers or no content; it is not PKCS#8.")
        }
        let der = unsafe try Secret(count: count) { (buffer: UnsafeMutableRawBufferPointer) in
            unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(start: data, count: count))
        }
        unsafe self.init(label: String(cString: name), der: der)
    }
}
