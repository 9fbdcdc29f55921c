internal import CLibPQ

/// The parameters of one call in one buffer, as libpq takes them; made by the caller, not by the connection's thread.
struct BoundParameters: Sendable {
    let types: [UInt32]
    private let bytes: [UInt8]
    private let offsets: [Int]
    private let lengths: [Int32]

    var count: Int { types.count }
    /// The bytes of all values.
    var byteCount: Int { bytes.count - 1 }

    /// Encodes parameters.
    ///
    /// - Throws: ``PostgresError`` with code `parameter.type` where they are more than the protocol can carry.
    init(_ parameters: [Parameter]) throws(PostgresError) {
        guard parameters.count <= Int(UInt16.max) else {
            throw PostgresError(.parameter, "a statement has at most 65535 parameters")
        }
        var bytes: [UInt8] = []
        var offsets: [Int] = []
        var lengths: [Int32] = []
        for parameter in parameters {
            let start = bytes.count
            guard parameter.append(to: &bytes) else {
                offsets.append(-1)
                lengths.append(0)
                continue
            }
            guard let length = Int32(exactly: bytes.count - start), bytes.count < 1 << 30 else {
                throw PostgresError(.parameter, "the parameters of a statement have at most 1 GiB together")
            }
            offsets.append(start)
            lengths.append(length)
        }
        bytes.append(0)
        types = parameters.map(\.type)
        self.bytes = bytes
        self.offsets = offsets
        self.lengths = lengths
    }

    /// Calls a function with the arrays that libpq's functions take; the pointers end with the call.
    @unsafe
    func withPointers<R>(
        _ body: (
            _ types: UnsafePointer<Oid>?,
            _ values: UnsafePointer<UnsafePointer<CChar>?>?,
            _ lengths: UnsafePointer<Int32>?,
            _ formats: UnsafePointer<Int32>?
        ) -> R
    ) -> R {
        let formats = [Int32](repeating: 1, count: count)
        return unsafe bytes.withUnsafeBytes { bytes in
            let base = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            let values: [UnsafePointer<CChar>?] = unsafe offsets.map { offset in
                guard offset >= 0, let base = unsafe base else { return nil }
                return unsafe base + offset
            }
            return unsafe types.withUnsafeBufferPointer { types in
                unsafe values.withUnsafeBufferPointer { values in
                    unsafe lengths.withUnsafeBufferPointer { lengths in
                        unsafe formats.withUnsafeBufferPointer { formats in
                            unsafe body(types.baseAddress, values.baseAddress, lengths.baseAddress, formats.baseAddress)
                        }
                    }
                }
            }
        }
    }
}
