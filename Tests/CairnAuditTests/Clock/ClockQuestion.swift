import CairnModel
import CairnPostgres
import CairnTestSupport

/// A period that the database is asked about.
struct ClockQuestion: CustomStringConvertible {
    let event: Int
    let amount: Int
    let unit: String
    let zone: String
    let holidays: [String]
    let stoodStill: Int

    var description: String { "\(amount) \(unit) from \(event) in \(zone), \(holidays), stood still \(stoodStill)" }

    private var json: String {
        let days = holidays.map { "\"\($0)\"" }.joined(separator: ",")
        return """
            {"event":\(event),"amount":\(amount),"unit":"\(unit)","zone":"\(zone)","holidays":[\(days)],"still":\(stoodStill)}
            """
    }

    /// Asks about all of them at once, in their order.
    static func answer(_ questions: [ClockQuestion], in ledger: AskedLedger) async throws -> [LegalClock.End] {
        let connection = try await Connection.connect(ledger.database.address)
        defer { connection.close() }
        try await connection.query(Statement(name: "", sql: "SET search_path = cairn_projection_1, pg_catalog"))
        let sql = """
            SELECT extract(epoch FROM d.closes)::bigint, d.last_day::text, extract(epoch FROM d.open_until)::bigint
            FROM json_array_elements($1::text::json) WITH ORDINALITY AS q (asked, number)
            CROSS JOIN LATERAL deadline(
              to_timestamp((q.asked->>'event')::bigint),
              (q.asked->>'amount')::int,
              q.asked->>'unit',
              q.asked->>'zone',
              ARRAY(SELECT json_array_elements_text(q.asked->'holidays')),
              CASE WHEN q.asked->>'unit' IN ('hours', 'working days') THEN 0 ELSE (q.asked->>'still')::int END
            ) AS d
            ORDER BY q.number
            """
        let list = "[\(questions.map(\.json).joined(separator: ","))]"
        return try await connection.query(Statement(name: "", sql: sql), [.text(list)]).rows.map { row in
            LegalClock.End(closes: Int(try row.int64(0)), lastDay: try row.text(1), openUntil: Int(try row.int64(2)))
        }
    }
}
