internal import CLibPQ

/// Pipeline mode: many statements under way, each with a Sync of its own.
extension ConnectionHandle {
    func enterPipelineMode() -> Bool {
        unsafe withPointer { pointer in
            guard unsafe PQsetnonblocking(pointer, 1) == 0 else { return false }
            return unsafe PQenterPipelineMode(pointer) == 1
        }
    }

    func sendPrepare(name: String, sql: String, types: [UInt32]) -> Bool {
        unsafe withPointer { pointer in
            unsafe types.withUnsafeBufferPointer { types in
                unsafe PQsendPrepare(pointer, name, sql, Int32(types.count), types.baseAddress) == 1
            }
        }
    }

    /// Sends a statement that was prepared, or its text where it has no name.
    func sendQuery(name: String?, sql: String, _ bound: BoundParameters) -> Bool {
        unsafe withPointer { pointer in
            unsafe bound.withPointers { types, values, lengths, formats in
                let count = Int32(bound.count)
                guard let name else {
                    return unsafe PQsendQueryParams(pointer, sql, count, types, values, lengths, formats, 1) == 1
                }
                return unsafe PQsendQueryPrepared(pointer, name, count, values, lengths, formats, 1) == 1
            }
        }
    }

    func sendSync() -> Bool {
        unsafe withPointer { unsafe PQpipelineSync($0) == 1 }
    }
}
