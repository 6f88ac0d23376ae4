internal import Model

/// The names that a SELECT gives its columns, as far as its text says them.
///
/// A column is called by the last word of its expression: `o.scope`, `SUM(x) AS amount`. What `*` stands for isn't said.
package enum SelectList {
    /// Of the outermost SELECT, the first of a UNION; names in small letters.
    package static func names(of sql: String) -> Set<String> {
        var names: Set<String> = []
        var (depth, isInside, last) = (0, false, String?.none)
        for token in SQLToken.all(in: sql) {
            if token.closes { depth -= 1 }
            switch token.kind {
            case _ where depth > 0: break
            case .word where token.text == "select" && !isInside: (isInside, last) = (true, nil)
            case .word where token.text == "from" && isInside: return names.union(last.map { [$0] } ?? [])
            case .word, .name: last = token.text.lowercased()
            case .sign where token.text == "," && isInside:
                if let last { names.insert(last) }
                last = nil
            case .sign, .literal: last = nil
            }
            if token.opens { depth += 1 }
        }
        return isInside ? names.union(last.map { [$0] } ?? []) : []
    }
}
