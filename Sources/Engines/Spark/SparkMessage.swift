internal import Foundation

/// Spark's error messages with the data values taken out, so that they can be shown and logged.
///
/// What speaks of the statement (no such column, a syntax error) keeps its names. Of everything else, which may quote a
/// row, stays the error's class: `CAST_INVALID_INPUT (SQLSTATE 22018)`.
enum SparkMessage {
    private static let longest = 400
    /// Classes of SQLSTATE whose messages speak of statements, rights, the server and its limits, never of rows.
    private static let ofStatements: Set<String> = ["0A", "42", "53", "54", "56", "58", "HY", "KD", "XX"]

    static func withoutValues(_ message: String) -> String {
        let text = body(message)
        guard let state = sqlState(text) else { return String(text.prefix { !$0.isNewline }.prefix(longest)) }
        let words = text.range(of: " SQLSTATE:").map { String(text[..<$0.lowerBound]) } ?? text
        let line = words.split(whereSeparator: \.isNewline).first ?? ""
        // A line that shows the statement shows the rows that travel in it.
        guard ofStatements.contains(String(state.prefix(2))), !line.contains("from_json") else {
            return "\(errorClass(text) ?? "an error") (SQLSTATE \(state))"
        }
        return String(line.prefix(longest))
    }

    /// Why no connection came about, on one line.
    static func ofConnecting(_ message: String) -> String {
        let line = body(message).split(whereSeparator: \.isNewline).joined(separator: " ")
        if let found = line.range(of: "dial tcp "), let rest = line[found.upperBound...].range(of: ": ") {
            return String(line[rest.upperBound...]).trimmingCharacters(in: CharacterSet(charactersIn: "\". "))
        }
        return String(line.prefix(longest))
    }

    /// The connection is gone, or the server has forgotten the session.
    static func isLost(_ message: String) -> Bool {
        [
            "UNAVAILABLE", "Unavailable", "connection refused", "error reading from server", "transport is closing", "connection reset",
            "INVALID_HANDLE.SESSION", "SESSION_NOT_FOUND", "SparkContext was shut down", "stopped SparkContext", "OPERATION_ABANDONED",
        ].contains { message.contains($0) }
    }

    /// The server's own words, between the driver's before and behind.
    private static func body(_ message: String) -> String {
        var text = message.range(of: "[Spark] ").map { String(message[$0.upperBound...]) } ?? message
        if let end = text.range(of: ". Vendor code:", options: .backwards) { text = String(text[..<end.lowerBound]) }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func sqlState(_ text: String) -> String? {
        text.range(of: "SQLSTATE: ").map { String(text[$0.upperBound...].prefix(5)) }
    }

    private static func errorClass(_ text: String) -> String? {
        guard text.hasPrefix("["), let end = text.firstIndex(of: "]") else { return nil }
        let name = text[text.index(after: text.startIndex)..<end]
        return name.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_" || $0 == ".") } ? String(name) : nil
    }
}
