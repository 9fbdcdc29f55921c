/// Arrays of C strings for libpq.
enum CStrings {
    /// Calls a function with pointers to the strings, ended by a null pointer; they end with the call.
    @unsafe
    static func withPointers<R>(_ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> R) -> R {
        var bytes: [CChar] = []
        var offsets: [Int] = []
        for string in strings {
            offsets.append(bytes.count)
            bytes += string.utf8CString
        }
        return unsafe bytes.withUnsafeBufferPointer { bytes in
            var pointers: [UnsafePointer<CChar>?] = unsafe offsets.map { unsafe bytes.baseAddress?.advanced(by: $0) }
            unsafe pointers.append(nil)
            return unsafe pointers.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
        }
    }
}
