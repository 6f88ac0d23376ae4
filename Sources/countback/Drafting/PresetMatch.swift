internal import Definitions
internal import Model

/// How well an extract's headers fit what a preset says of a relation.
struct PresetMatch {
    let preset: Preset
    let relation: LedgerRelation
    let part: Preset.Part
    /// Fields that the extract has, and where.
    let found: [String: Int]
    private let headerCount: Int

    init?(_ preset: Preset, _ relation: LedgerRelation, headers: [String]) {
        guard let part = preset.parts[relation.name] else { return nil }
        let folded = headers.map(HeaderSpelling.folded)
        var found: [String: Int] = [:]
        for field in part.fields {
            for spelling in field.spellings + [field.name] {
                if let index = headers.firstIndex(of: spelling) ?? folded.firstIndex(of: HeaderSpelling.folded(spelling)) {
                    found[field.name] = index
                    break
                }
            }
        }
        self.preset = preset
        self.relation = relation
        self.part = part
        self.found = found
        headerCount = headers.count
    }

    /// The headers that it knows.
    var known: Set<Int> { Set(found.values) }

    /// Whether every column that rows need can be made.
    var isComplete: Bool {
        var needed = relation.required.map(\.name)
        if relation.name == "items" { needed.append("customer_id") }
        return needed.allSatisfy { name in part.columns.contains { $0.column == name && has($0.rule) } }
    }

    /// A customer number alone makes no list of customers.
    private var isLikely: Bool {
        isComplete && known.count >= (relation.name == "items" ? 4 : 2) && (relation.name == "items" || known.count * 2 >= headerCount)
    }

    /// The fields that items' ids are made of.
    var idFields: [String] {
        func names(_ rule: ColumnMapping.Rule) -> [String] {
            switch rule {
            case .joined(let names, _): names
            case .cases(let cases): fitting(cases).map { names($0.rule) } ?? []
            default: []
            }
        }
        return part.columns.first { $0.column == "item_id" }.map { names($0.rule) } ?? []
    }

    /// The one that fits best; nil when none fits at all.
    static func best(_ presets: [Preset], headers: [String]) -> PresetMatch? {
        let matches = presets.flatMap { preset in LedgerRelation.all.compactMap { PresetMatch(preset, $0, headers: headers) } }
        return matches.filter(\.isLikely).max { a, b in
            (a.known.count, b.preset.name) < (b.known.count, a.preset.name)
        }
    }

    /// The extract's columns behind one of the relation's, in the order in which they are asked.
    func headers(of column: String) -> [Int] {
        part.columns.first { $0.column == column }.map { headers($0.rule) } ?? []
    }

    private func has(_ rule: ColumnMapping.Rule) -> Bool {
        switch rule {
        case .constant, .sql: true
        case .column(let name), .mapped(let name, _, _), .signed(let name, _), .moved(let name, _): isThere(name)
        case .anyOf(let names), .firstOf(let names): names.contains(where: isThere)
        case .joined(let names, _): names.allSatisfy { name in isThere(name) || part.fields.contains { $0.name == name && $0.isOptional } }
        case .lookups(let all, _): all.contains { isThere($0.from) }
        case .debitOrCredit(let debit, let credit): isThere(debit) && isThere(credit)
        case .cases(let cases): fitting(cases).map { has($0.rule) } ?? false
        }
    }

    private func fitting(_ cases: [ColumnMapping.Case]) -> ColumnMapping.Case? {
        cases.first { $0.has.allSatisfy { found[$0] != nil } }
    }

    private func isThere(_ name: String) -> Bool {
        if found[name] != nil { return true }
        switch part.fields.first(where: { $0.name == name })?.fallback {
        case .constant: return true
        case .fiscalYear(let date, _, _): return found[date] != nil
        case .field(let other): return found[other] != nil
        case nil: return false
        }
    }

    private func headers(_ rule: ColumnMapping.Rule) -> [Int] {
        switch rule {
        case .constant, .sql: []
        case .column(let name), .mapped(let name, _, _), .signed(let name, _), .moved(let name, _): index(name)
        case .anyOf(let names), .firstOf(let names), .joined(let names, _): names.flatMap(index)
        case .lookups(let all, _): all.flatMap { index($0.from) }
        case .debitOrCredit(let debit, let credit): index(debit) + index(credit)
        case .cases(let cases): fitting(cases).map { headers($0.rule) } ?? []
        }
    }

    /// The extract's columns behind a field.
    func index(_ name: String) -> [Int] {
        if let index = found[name] { return [index] }
        if case .field(let other) = part.fields.first(where: { $0.name == name })?.fallback { return found[other].map { [$0] } ?? [] }
        return []
    }

    /// Words for which no map of `kind` has an answer, with how many rows have them.
    func unknownKinds(_ table: SampleTable) -> [(word: String, rows: Int)] {
        guard let rule = part.columns.first(where: { $0.column == "kind" })?.rule else { return [] }
        var lookups: [ColumnMapping.Lookup] = []
        switch rule {
        case .lookups(let all, nil): lookups = all
        case .mapped(let from, let values, nil): lookups = [.init(from: from, values: values)]
        case .cases(let cases):
            if case .lookups(let all, nil) = fitting(cases)?.rule { lookups = all }
        default: break
        }
        var unknown: [String: Int] = [:]
        for row in table.rows {
            let words = lookups.compactMap { lookup in found[lookup.from].map { (lookup.values, row[$0]) } }
            if words.contains(where: { $0.0[$0.1] != nil }) { continue }
            if let word = words.last(where: { !$0.1.isEmpty })?.1 { unknown[word, default: 0] += 1 }
        }
        return unknown.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { (word: $0.key, rows: $0.value) }
    }
}
