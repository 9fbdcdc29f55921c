internal import CLibPQ
internal import Glibc

/// An eventfd: a flag that wakes whoever polls it.
final class Interrupt: Sendable {
    let descriptor: Int32

    init() throws(PostgresError) {
        descriptor = cairn_eventfd()
        guard descriptor >= 0 else { throw PostgresError(.connect, "no more files can be opened") }
    }

    deinit {
        _ = Glibc.close(descriptor)
    }

    func raise() {
        var one: UInt64 = 1
        _ = unsafe write(descriptor, &one, 8)
    }

    func lower() {
        var count: UInt64 = 0
        _ = unsafe read(descriptor, &count, 8)
    }
}
