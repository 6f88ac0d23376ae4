internal import Model

/// The declared `skip_rows`: which rows are none.
struct SkipRules {
    private struct Rule {
        var column: SkippedRows.Column
        /// By title, once the header is known.
        var index: Int?
        var prefixes: [String]
        var words: [String]
    }

    private var rules: [Rule]
    /// Titles that the header doesn't have.
    private(set) var unknown: [String] = []

    init(_ skipped: [SkippedRows]) {
        rules = skipped.map { rule in
            Rule(
                column: rule.column, prefixes: rule.prefixes.map { $0.lowercased() },
                words: rule.words.map { $0.lowercased() })
        }
    }

    var isEmpty: Bool { rules.isEmpty }

    mutating func resolve(_ titles: [String]) {
        let folded = titles.map(\.folded)
        for (at, rule) in rules.enumerated() {
            guard case .title(let title) = rule.column else { continue }
            rules[at].index = folded.firstIndex(of: title.folded)
            if rules[at].index == nil { unknown.append(title) }
        }
    }

    /// `cell`: the text of the cell at an index, empty beyond the last; `first` of the first that isn't empty.
    func apply(first: String, cell: (Int) -> String) -> Bool {
        rules.contains { rule in
            let text =
                switch rule.column {
                case .first: first
                case .number(let number): cell(number - 1)
                case .title: rule.index.map(cell) ?? ""
                }
            let small = text.lowercased()
            return rule.words.contains(small) || rule.prefixes.contains { small.begins(with: $0) }
        }
    }
}
