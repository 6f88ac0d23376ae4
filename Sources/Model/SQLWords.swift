/// The identifiers in an SQL text, in lower case: a superset of the relations and columns that it can mention.
package enum SQLWords {
    package static func of(_ sql: String) -> Set<String> {
        Set(sql.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
    }

    /// Whether a relation stands behind FROM or JOIN, or behind a comma among those, for one whose name columns have, too.
    package static func reads(_ relation: String, _ sql: String) -> Bool {
        var (clause, before) = ("", "")
        for token in SQLToken.all(in: sql) {
            if token.kind != .literal, token.text.lowercased() == relation, ["from", "join"].contains(before) || (before == "," && clause == "from") {
                return true
            }
            if token.kind == .word, clauses.contains(token.text) { clause = token.text }
            before = token.text
        }
        return false
    }

    private static let clauses: Set<String> = ["select", "from", "where", "on", "group", "having", "order", "by", "over"]
}
