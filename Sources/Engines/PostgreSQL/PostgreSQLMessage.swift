internal import Foundation

/// PostgreSQL's error messages with the data values taken out, so that they can be shown and logged.
///
/// What speaks of the statement (no such column, a syntax error) keeps its names. Everything else may quote a row:
/// `invalid input syntax for type numeric: "Garcia"` becomes `invalid input syntax for type numeric: …`.
enum PostgreSQLMessage {
    /// Classes of SQLSTATE whose messages speak of statements, rights, the server and its limits, never of rows.
    private static let ofStatements: Set<String> = ["08", "0A", "25", "26", "28", "3D", "3F", "42", "53", "54", "55", "57", "58"]

    static func withoutValues(_ message: String, sqlState: String) -> String {
        // The driver's own words come before the server's; a server may speak any language.
        var text = message
        for mark in ["ERROR:", "FATAL:"] { if let found = text.range(of: mark) { text = String(text[found.upperBound...]) } }
        text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let isOurs = sqlState.isEmpty && text.count == message.trimmingCharacters(in: .whitespacesAndNewlines).count
        if isOurs || ofStatements.contains(String(sqlState.prefix(2))) {
            let lines = text.split(whereSeparator: \.isNewline)
            let hint = lines.first { $0.hasPrefix("HINT:") }.map { " (\($0.dropFirst(5).trimmingCharacters(in: .whitespaces)))" }
            return (lines.first.map(String.init) ?? "") + (hint ?? "")
        }
        // From the first quote to the last, since a value may itself contain quotes and line ends.
        let quotes = text.indices.filter { text[$0] == "\"" || text[$0] == "'" }
        if let first = quotes.first, let last = quotes.last {
            text.replaceSubrange(first...(first == last ? text.index(before: text.endIndex) : last), with: "…")
        }
        return (text.split(whereSeparator: \.isNewline).first ?? "").split(separator: " ", omittingEmptySubsequences: false)
            .map { $0.contains(where: \.isNumber) ? "…" : String($0) }.joined(separator: " ")
    }

    /// Why no connection came about: the server's or the library's own words, on one line.
    static func ofConnecting(_ message: String) -> String {
        let lines = message.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        let text = lines.joined(separator: " ")
        return text.range(of: "failed: ").map { String(text[$0.upperBound...]) } ?? text
    }

    static func isLost(_ message: String, sqlState: String) -> Bool {
        if sqlState.hasPrefix("08") || ["57P01", "57P02", "57P03"].contains(sqlState) { return true }
        return ["server closed the connection", "no connection to the server", "connection not open", "SSL SYSCALL"].contains { message.contains($0) }
    }
}
