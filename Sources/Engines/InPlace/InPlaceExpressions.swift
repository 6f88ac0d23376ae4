internal import Model

/// A source's rules in SQL: of columns `c0`, `c1`, … the ledger's values `v0`, `v1`, …, and whether a row is odd.
struct InPlaceExpressions {
    let source: InPlaceSource
    let dialect: any InPlaceDialect
    /// Whether the server sees to it that no value of the identity's column is there twice.
    var isUnique = false

    /// Behind the columns of the source, the values.
    var values: [String] { source.rules.enumerated().map { "\(value($1)) AS v\($0)" } }
    /// The columns of the ledger, from the values.
    var shown: [String] { source.rules.indices.map(shown) }
    /// - Parameter others: what else makes a row odd.
    func isOdd(_ others: [String]) -> String {
        let all = oddities + others
        return all.isEmpty ? "false" : "COALESCE(\(all.joined(separator: "\n    OR ")), true)"
    }

    // MARK: Values

    private func value(_ rule: InPlaceSource.Rule) -> String {
        switch rule.check {
        case .text, .currency, .receiptClass: text(rule.value)
        case .date, .number: typed(rule)
        }
    }

    private func text(_ value: InPlaceSource.Value) -> String {
        switch value {
        case .absent: return dialect.nothing(.text)
        case .column(let index): return cell(index)
        case .constant(let text): return nothingIfEmpty(text)
        case .mapped(let index, let words, let fallback):
            let cases = words.sorted { $0.key < $1.key }.map {
                "WHEN \(dialect.literal($0.key)) THEN \(nothingIfEmpty($0.value))"
            }
            let other = fallback.map(nothingIfEmpty) ?? "NULL"
            return cases.isEmpty ? fallback.map(nothingIfEmpty) ?? dialect.nothing(.text) : "CASE COALESCE(\(cell(index)), '') \(cases.joined(separator: " ")) ELSE \(other) END"
        case .joined(let parts, let needsAll):
            let texts = parts.map(part)
            if needsAll { return texts.joined(separator: " || '/' || ") }
            return "CASE WHEN COALESCE(\((texts + ["NULL"]).joined(separator: ", "))) IS NOT NULL THEN "
                + texts.map { "COALESCE(\($0), '')" }.joined(separator: " || '/' || ") + " END"
        case .firstOf(let fields): return "COALESCE(\(fields.map(cell).joined(separator: ", ")))"
        case .negated, .indicated: return dialect.nothing(.text)
        }
    }

    private func part(_ part: InPlaceSource.Part) -> String {
        switch part {
        case .column(let index): cell(index)
        case .constant(let text): nothingIfEmpty(text)
        }
    }

    /// Without the blanks around it, and NULL where nothing is left.
    private func cell(_ index: Int) -> String {
        dialect.cell("c\(index)", source.columns[index].kind, decimal: Character(UnicodeScalar(source.format.decimal)))
    }

    private func typed(_ rule: InPlaceSource.Rule) -> String {
        func read(_ index: Int) -> String { self.read(index, rule.check) }
        switch rule.value {
        case .column(let index): return read(index)
        case .firstOf(let fields): return "COALESCE(\(fields.map(read).joined(separator: ", ")))"
        case .negated(let index): return "-\(read(index))"
        case .indicated(let index, let by, let credits, let debits):
            let plain = debits.isEmpty ? "TRUE" : "\(cell(by)) IN (\(list(debits)))"
            let credit = credits.isEmpty ? "" : "WHEN \(cell(by)) IN (\(list(credits))) THEN -abs(\(read(index))) "
            return "CASE WHEN \(cell(by)) IS NULL THEN \(read(index)) \(credit)WHEN \(plain) THEN \(read(index)) END"
        default: return dialect.nothing(rule.type)
        }
    }

    /// A cell as a date or a number; NULL where it holds none that is certain.
    private func read(_ index: Int, _ check: InPlaceSource.Check) -> String {
        let column = "c\(index)"
        switch (check, source.columns[index].kind) {
        case (.number(let digits, let decimals), .text): return dialect.number(ofText: cell(index), digits, decimals, source.format)
        case (.number(let digits, let decimals), _): return dialect.number(column, digits, decimals)
        case (_, .text): return dialect.day(ofText: cell(index), source.format)
        default: return dialect.day(column)
        }
    }

    /// Whether a cell holds anything that ought to be a date or a number.
    private func isFilled(_ index: Int, _ check: InPlaceSource.Check) -> String {
        guard source.columns[index].kind == .text else { return "c\(index) IS NOT NULL" }
        if case .date = check { return dialect.mayBeDay(text: cell(index)) }
        return "\(cell(index)) IS NOT NULL"
    }

    private func shown(_ index: Int) -> String {
        switch source.rules[index].check {
        case .currency(let code?): return "COALESCE(v\(index), \(dialect.literal(code)))"
        case .receiptClass:
            guard let items = source.items else { return "v\(index)" }
            return "CASE WHEN v\(items.kind) = 'receipt' THEN COALESCE(v\(index), CASE WHEN v\(items.customer) IS NULL THEN 'unidentified' ELSE 'unapplied' END) END"
        default: return "v\(index)"
        }
    }

    // MARK: What is odd

    private var oddities: [String] {
        var odd = source.rules.indices.flatMap(oddities) + source.columns.indices.flatMap { dialect.oddities("c\($0)", source.columns[$0].kind) }
        if let items = source.items { odd.append("(v\(items.customer) IS NULL AND v\(items.kind) <> 'receipt')") }
        if isUnique, let identity = source.identity, case .column(let index) = source.rules[identity].value,
            source.columns[index].kind == .text
        {
            odd.append("v\(identity) <> \(dialect.text("c\(index)"))")
        }
        return odd
    }

    private func oddities(_ index: Int) -> [String] {
        let rule = source.rules[index]
        var odd: [String] = []
        switch rule.check {
        case .text(let words), .receiptClass(let words):
            if rule.isRequired { odd.append("v\(index) IS NULL") }
            if !words.isEmpty { odd.append("(v\(index) IS NOT NULL AND v\(index) NOT IN (\(list(words))))") }
        case .currency(let code):
            if rule.isRequired, code == nil { odd.append("v\(index) IS NULL") }
            odd.append("(v\(index) IS NOT NULL AND \(dialect.isNoCurrency("v\(index)")))")
        case .date, .number:
            if rule.isRequired { odd.append("v\(index) IS NULL") }
            if rule.isPositive { odd.append("(v\(index) IS NOT NULL AND v\(index) <= 0)") }
            odd += fields(rule.value).map { "(\(isLone(rule.value) ? "v\(index)" : read($0, rule.check)) IS NULL AND \(isFilled($0, rule.check)))" }
        }
        return odd + oddities(of: rule, index)
    }

    private func oddities(of rule: InPlaceSource.Rule, _ index: Int) -> [String] {
        switch rule.value {
        case .mapped(let field, let words, nil):
            let known = words.isEmpty ? "" : " AND \(cell(field)) NOT IN (\(list(words.keys.sorted())))"
            return ["(\(cell(field)) IS NOT NULL\(known))"]
        case .joined(let parts, true):
            let some = (parts.map(part) + ["NULL"]).joined(separator: ", ")
            return ["(v\(index) IS NULL AND COALESCE(\(some)) IS NOT NULL)"]
        case .indicated(_, let by, let credits, let debits):
            let negative = "(v\(index) < 0 AND \(cell(by)) IN (\(list(debits))))"
            let unknown = "(\(cell(by)) IS NOT NULL AND \(cell(by)) NOT IN (\(list(credits + debits))))"
            return debits.isEmpty ? [] : [negative, unknown]
        default: return []
        }
    }

    /// Whether the value is NULL where its one field has nothing certain.
    private func isLone(_ value: InPlaceSource.Value) -> Bool { if case .firstOf = value { false } else { true } }

    private func fields(_ value: InPlaceSource.Value) -> [Int] {
        switch value {
        case .column(let index), .negated(let index), .indicated(let index, _, _, _): [index]
        case .firstOf(let fields): fields
        default: []
        }
    }

    private func nothingIfEmpty(_ text: String) -> String { text.isEmpty ? dialect.nothing(.text) : dialect.literal(text) }
    private func list(_ words: [String]) -> String { words.map(dialect.literal).joined(separator: ", ") }
}
