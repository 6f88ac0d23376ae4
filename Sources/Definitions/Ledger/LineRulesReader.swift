internal import Model

/// Reads which lines of an extract are rows: the layout, the header's titles, carried columns, rows to skip.
enum LineRulesReader {
    static func rules(_ map: MapReader) -> LineRules {
        var rules = LineRules()
        rules.layout = map.choice("layout", LineRules.Layout.self) ?? .table
        if let header = map["header"] { rules.header = titles(header) }
        for entry in map["carry"]?.ownEntries() ?? [] {
            guard let words = phrases(entry.value) else { continue }
            rules.carried.append(CarriedColumn(name: entry.key, words: words))
        }
        if let value = map["skip_rows"] { rules.skipped = skipped(value) }
        if rules.layout == .list, let skip = map.entry("skip") { map.sink.add(Problem.listSkip(skip.place)) }
        return rules
    }

    /// Words or lists of words: of each list one is there.
    private static func titles(_ value: YAMLValue) -> [[String]] {
        guard case .list(let items) = value.content else { return value.phrase().map { [[$0]] } ?? [] }
        if items.isEmpty { value.sink.add(Problem.emptyList(value, "a title")) }
        return items.compactMap(phrases)
    }

    private static func phrases(_ value: YAMLValue) -> [String]? {
        guard case .list(let items) = value.content else { return value.phrase().map { [$0] } }
        if items.isEmpty { value.sink.add(Problem.emptyList(value, "a word")) }
        let words = items.compactMap { $0.phrase() }
        return words.count == items.count && !words.isEmpty ? words : nil
    }

    private static func skipped(_ value: YAMLValue) -> [SkippedRows] {
        guard case .list(let items) = value.content else { return [rule(value)].compactMap { $0 } }
        if items.isEmpty { value.sink.add(Problem.emptyList(value, "what rows are skipped")) }
        return items.compactMap(rule)
    }

    private static func rule(_ value: YAMLValue) -> SkippedRows? {
        guard let map = MapReader(value, "\"skip_rows\"", LedgerKeys.skippedRows) else { return nil }
        var rule = SkippedRows(column: .first)
        if let column = map["column"], let text = column.phrase() {
            rule.column = WholeNumber.parse(text).map { .number(max(1, $0)) } ?? .title(text)
        }
        rule.prefixes = map["starts_with"].flatMap(phrases) ?? []
        rule.words = map["is"].flatMap(phrases) ?? []
        if rule.prefixes.isEmpty, rule.words.isEmpty {
            map.sink.add(Problem.noSkipRule(map.place))
            return nil
        }
        return rule
    }
}
