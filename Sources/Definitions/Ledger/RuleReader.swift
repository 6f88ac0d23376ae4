internal import Model

/// Reads the map that says how one column is made.
struct RuleReader {
    let column: String
    /// The relation's column; nil for an extra one.
    let known: LedgerColumn?
    let place: Place

    /// nil after a finding.
    func rule(_ map: MapReader, written: Int) -> ColumnMapping.Rule? {
        let rules = ColumnKeys.rules.filter { map[$0] != nil && $0 != "add" }
        guard rules.count == 1 else {
            if rules.count > 1 || map.entries.count == written { map.sink.add(Problem.oneRule(column, rules, place)) }
            return nil
        }
        findStrays(map)
        switch rules[0] {
        case "sql": return map["sql"]?.phrase().map(ColumnMapping.Rule.sql)
        case "first_of": return map.words("first_of").map(ColumnMapping.Rule.firstOf)
        case "any_of": return map.words("any_of").map(ColumnMapping.Rule.anyOf)
        case "join": return map.words("join").map { .joined($0, onlyWith: map.text("only_with")) }
        case "value":
            guard let constant = map["value"], let text = constant.text() else { return nil }
            if !text.isEmpty { check(text, constant.place, map.sink) }
            return .constant(text)
        case "lookup": return lookups(map)
        case "debit":
            guard let debit = map.text("debit"), let credit = map.text("credit") else { return nil }
            return .debitOrCredit(debit: debit, credit: credit)
        case "cases": return cases(map)
        default: return from(map)
        }
    }

    /// `{ ZR: invoice }`, with every word checked.
    func words(_ table: YAMLValue) -> [String: String] {
        var values: [String: String] = [:]
        for row in table.ownEntries() ?? [] {
            guard let text = row.value.text() else { continue }
            check(text, row.value.place, table.sink)
            values[row.key] = text
        }
        return values
    }

    private func findStrays(_ map: MapReader) {
        let pairs = [("map", "from"), ("default", "from"), ("sign", "from"), ("plus_days", "from"), ("only_with", "join"), ("credit", "debit"), ("debit", "credit")]
        for (key, other) in pairs where map[other] == nil {
            if key == "default", map["lookup"] != nil { continue }
            guard let stray = map.entry(key) else { continue }
            map.sink.add(Problem.strayRule(key, stray.place))
            return
        }
    }

    private func from(_ map: MapReader) -> ColumnMapping.Rule? {
        guard let from = map.text("from") else { return nil }
        if let sign = map["sign"] { return signed(from, sign, map) }
        if let days = map["plus_days"] {
            if let known, known.type != .date { map.sink.add(Problem.wrongType("plus_days", column, "a date", days.place)) }
            return days.words().map { .moved(from: from, days: $0.map(\.value)) }
        }
        guard let table = map["map"] else {
            if let stray = map.entry("default") { map.sink.add(Problem.strayRule("default", stray.place)) }
            return .column(from)
        }
        let values = words(table)
        return .mapped(from: from, values: values, fallback: fallback(map))
    }

    private func fallback(_ map: MapReader) -> String? {
        guard let value = map["default"], let text = value.text() else { return nil }
        check(text, value.place, map.sink)
        return text
    }

    private func signed(_ from: String, _ sign: YAMLValue, _ map: MapReader) -> ColumnMapping.Rule? {
        if let known, known.type != .money { map.sink.add(Problem.wrongType("sign", column, "an amount", sign.place)) }
        if case .text = sign.content { return sign.word(among: ["negated"]).map { _ in .signed(from: from, .negated) } }
        guard let keys = MapReader(sign, "\"sign\"", ColumnKeys.sign), let indicator = keys.text("from") else { return nil }
        return .signed(
            from: from,
            .indicator(
                from: indicator, credits: FieldReader.words(keys, "negative"), debits: FieldReader.words(keys, "positive")))
    }

    private func lookups(_ map: MapReader) -> ColumnMapping.Rule? {
        guard let items = map["lookup"]?.items() else { return nil }
        if items.isEmpty, let value = map["lookup"] { map.sink.add(Problem.emptyList(value, "a column with a map")) }
        let lookups = items.compactMap { item -> ColumnMapping.Lookup? in
            guard let keys = MapReader(item, "a lookup", ColumnKeys.lookup), let from = keys.text("from"), let table = keys["map"]
            else { return nil }
            return ColumnMapping.Lookup(from: from, values: words(table), takesAdditions: table.isEmptyMap)
        }
        return .lookups(lookups, fallback: fallback(map))
    }

    private func cases(_ map: MapReader) -> ColumnMapping.Rule? {
        guard let items = map["cases"]?.items() else { return nil }
        if items.isEmpty, let value = map["cases"] { map.sink.add(Problem.emptyList(value, "a way to make the column")) }
        let cases = items.compactMap { item -> ColumnMapping.Case? in
            guard let keys = MapReader(item, "a case", ColumnKeys.case) else { return nil }
            let inner = RuleReader(column: column, known: known, place: item.place)
            let count = if case .map(let all) = item.content { all.count } else { 0 }
            guard let rule = inner.rule(keys, written: count) else { return nil }
            if let type = known?.type, type != .text, rule.isWrittenPlainly {
                map.sink.add(Problem.constantCase(column, item.place))
            }
            return ColumnMapping.Case(has: keys.words("has") ?? [], rule: rule)
        }
        return .cases(cases)
    }

    /// A text that the ledger would refuse in every row.
    private func check(_ text: String, _ place: Place, _ sink: FindingSink) {
        if let choices = known?.choices, !choices.contains(text) {
            sink.add(Problem.unknownWord(known?.name ?? "", text, known: choices, place))
        }
        if known?.name == "currency", !CurrencyCode.isWellFormed(text) {
            sink.add(Problem.badCurrency("currency", text, place))
        }
    }
}

extension ColumnMapping.Rule {
    /// Its texts stand in the definition, in the ledger's own way of writing.
    fileprivate var isWrittenPlainly: Bool {
        switch self {
        case .constant(let text): !text.isEmpty
        case .mapped, .lookups: true
        default: false
        }
    }
}
