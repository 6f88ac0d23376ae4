internal import Foundation

/// DuckDB's error messages with the data values taken out, so that they can be shown and logged.
///
/// What speaks of the statement (parser, binder, catalog) stays as it is. Everything else may quote a row:
/// `Conversion Error: Could not convert string 'Garcia' to INT32` becomes `Conversion Error: Could not convert string … to INT32`.
enum DuckDBMessage {
    private static let ofStatements = [
        "Parser Error", "Binder Error", "Catalog Error", "Syntax Error", "Permission Error", "Not implemented Error",
        "INTERRUPT Error", "Out of Memory Error", "IO Error", "Settings Error", "Dependency Error", "Connection Error",
    ]

    static func withoutValues(_ message: String) -> String {
        if ofStatements.contains(where: { message.hasPrefix($0) }) { return message }
        // From the first quote to the last, since a value may itself contain quotes and line ends.
        let isQuote: (Character) -> Bool = { $0 == "'" || $0 == "\"" || $0 == "`" }
        var text = message
        if let statement = text.range(of: "\n\nLINE ") ?? text.range(of: "\nLINE ") { text = String(text[..<statement.lowerBound]) }
        if let first = text.firstIndex(where: isQuote), let last = text.lastIndex(where: isQuote) {
            text.replaceSubrange(first...last, with: "…")
        }
        // Parsing errors repeat the value bare on a line of its own.
        let line = text.split(separator: "\n", omittingEmptySubsequences: true).first.map(String.init) ?? ""
        // What follows a second colon is a detail such as the pattern or the text that was given: `missing ): Garcia`.
        let parts = line.components(separatedBy: ": ")
        let isDetailed = parts.count > 2 && parts[0] == "Invalid Input Error"
        return withoutNumbers(isDetailed ? parts[0] + ": " + parts[1] : line)
    }

    /// Digits become "…" but in type names, such as INT32 or DECIMAL(18,2).
    private static func withoutNumbers(_ line: String) -> String {
        line.split(separator: " ", omittingEmptySubsequences: false).map { word -> String in
            guard word.contains(where: \.isNumber) else { return String(word) }
            guard let first = word.first(where: { $0 != "(" }), first.isUppercase, first.isASCII else { return "…" }
            let core = word.trimmingSuffix { ".,!:;".contains($0) }
            let name = core.prefix { $0.isLetter }
            return name.allSatisfy(\.isUppercase) && typeNames.contains(String(name)) ? String(word) : "…"
        }.joined(separator: " ")
    }

    private static let typeNames: Set<String> = ["INT", "UINT", "DECIMAL", "FLOAT", "INTEGER", "HUGEINT"]
}

extension Substring {
    fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> Substring {
        var rest = self
        while let last = rest.last, predicate(last) { rest.removeLast() }
        return rest
    }
}
