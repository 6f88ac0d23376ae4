internal import Model

/// Finds a mapping's columns in one file's header, or says which of them aren't there.
struct SourceResolver {
    let source: SourceDefinition
    let relation: LedgerRelation
    let header: ExtractHeader
    let dates: DateMemo
    /// Columns that rows can't do without.
    let needed: Set<String>
    private(set) var findings: [Finding] = []
    /// Fields of the header that some mapping reads.
    private(set) var used: Set<Int> = []
    private var missingFields: Set<String> = []
    private let folded: [String]
    /// What mappings call the name of the file that a row is from.
    static let fileName = "_file"

    init(source: SourceDefinition, relation: LedgerRelation, header: ExtractHeader, dates: DateMemo, needed: Set<String>) {
        self.source = source
        self.needed = needed
        self.relation = relation
        self.header = header
        self.dates = dates
        folded = header.names.map(HeaderSpelling.folded)
    }

    mutating func resolve(_ mapping: ColumnMapping) -> CellSource {
        resolve(mapping.rule, mapping)
    }

    private mutating func resolve(_ rule: ColumnMapping.Rule, _ mapping: ColumnMapping) -> CellSource {
        switch rule {
        case .column(let name):
            if source.columns.isEmpty, !isRequired(name), !header.names.contains(name) { return .absent }
            return simple(part(name, mapping))
        case .anyOf(let names):
            return simple(spelling(names).map { part(at: $0, mapping) } ?? missing(names, mapping))
        case .joined(let names, let onlyWith):
            if names.count == 1, onlyWith == nil { return simple(part(names[0], mapping)) }
            guard let onlyWith else {
                let parts = parts(names, mapping)
                // An id with a hole in it ("/14002") would stand for something else; a name or a note may have one.
                let isId = relation.column(mapping.column)?.isIdentifier ?? false
                return .joined(parts, labels: isId && parts.count > 1 ? parts.map(label) : [], onlyWith: nil)
            }
            guard let condition = part(onlyWith, mapping) else { return .absent }
            return .joined(parts(names, mapping), labels: [], onlyWith: condition)
        case .firstOf(let names):
            let found = parts(names, mapping)
            return found.isEmpty ? simple(missing(names, mapping)) : .firstOf(found)
        case .mapped(let name, let values, let fallback):
            return lookups([.init(from: name, values: values)], fallback, mapping)
        case .lookups(let all, let fallback): return lookups(all, fallback, mapping)
        case .constant(let text): return .constant(Array(text.trimmed.utf8))
        case .signed(let name, let sign): return signed(name, sign, mapping)
        case .debitOrCredit(let debit, let credit):
            guard let debit = part(debit, mapping), let credit = part(credit, mapping) else { return .absent }
            return .debitOrCredit(debit: debit, credit: credit)
        case .moved(let name, let days):
            guard let part = part(name, mapping) else { return .absent }
            return .moved(part, days: parts(days, mapping))
        case .cases(let cases):
            guard let fitting = cases.first(where: { $0.has.allSatisfy { isThere($0) } }) else {
                return simple(missing(cases.flatMap(\.has), mapping))
            }
            return resolve(fitting.rule, mapping)
        case .sql: return .absent
        }
    }

    private func simple(_ part: CellPart?) -> CellSource {
        guard let part else { return .absent }
        if case .field(let field) = part { return .field(field) }
        return .part(part)
    }

    private mutating func lookups(
        _ all: [ColumnMapping.Lookup], _ fallback: String?, _ mapping: ColumnMapping
    ) -> CellSource {
        if all.count == 1, let part = part(all[0].from, mapping), case .field(let field) = part {
            return .mapped(field, WordTable(all[0].values, fallback: fallback))
        }
        let tables = all.compactMap { lookup in
            lookup.values.isEmpty ? nil : part(lookup.from, mapping, among: all.count).map { ($0, WordTable(lookup.values, fallback: nil)) }
        }
        if tables.isEmpty, fallback == nil { return simple(missing(all.suffix(1).map(\.from), mapping)) }
        return .lookups(tables.map { (part: $0.0, table: $0.1) }, fallback: fallback.map(ConstantText.init))
    }

    private mutating func signed(_ name: String, _ sign: ColumnMapping.Sign, _ mapping: ColumnMapping) -> CellSource {
        guard let amount = part(name, mapping) else { return .absent }
        switch sign {
        case .negated: return .signed(amount, .negated)
        case .indicator(let from, let credits, let debits):
            // A preset's extract without indicator has its signs in the amounts.
            guard let indicator = part(from, mapping, among: mapping.isLenient ? 2 : 1) else { return simple(amount) }
            let words = { (list: [String]) in list.map { ShortWord($0) } }
            return .signed(amount, .indicator(indicator, credits: words(credits), debits: words(debits)))
        }
    }

    private func label(_ part: CellPart) -> String {
        switch part {
        case .field(let index): header.names[index]
        case .constant(let text): RejectText.plain(text.start, text.length)
        case .year: "fiscal year"
        case .blanked(let inner, _), .filtered(let inner, _, _): label(inner)
        }
    }

    // MARK: Names

    private func isRequired(_ name: String) -> Bool {
        relation.column(name)?.isRequired ?? false
    }

    private func isThere(_ name: String) -> Bool {
        guard let field = source.fields.first(where: { $0.name == name }) else { return header.names.contains(name) || name == Self.fileName }
        return spelling(field.spellings + [field.name]) != nil
    }

    /// Those of several that the file has; a preset's may lack some.
    private mutating func parts(_ names: [String], _ mapping: ColumnMapping) -> [CellPart] {
        names.compactMap { name in
            let isOptional = source.fields.first { $0.name == name }?.isOptional ?? false
            return part(name, mapping, among: isOptional || (mapping.isLenient && !mapping.isJoined) ? 2 : 1)
        }
    }

    /// A field, or a header. `among` more than one: it may be missing without a finding.
    private mutating func part(_ name: String, _ mapping: ColumnMapping, among count: Int = 1) -> CellPart? {
        guard let field = source.fields.first(where: { $0.name == name }) else {
            let name = name.trimmed
            guard let index = header.names.firstIndex(of: name) else {
                if name == Self.fileName { return .constant(ConstantText(header.file.ownName)) }
                return count > 1 && mapping.isLenient ? nil : missing([name], mapping)
            }
            return part(at: index, mapping)
        }
        return part(field, mapping, among: count)
    }

    private mutating func part(_ field: ExtractField, _ mapping: ColumnMapping, among count: Int) -> CellPart? {
        var found: CellPart?
        if let index = spelling(field.spellings + [field.name]) {
            found = part(at: index, mapping)
        } else {
            switch field.fallback {
            case .constant(let text): found = .constant(ConstantText(text))
            case .fiscalYear(let date, let starts, let isNamedByEnd):
                found = part(date, mapping, among: count).map {
                    .year($0, FiscalYear(dates: dates, starts: starts, isNamedByEnd: isNamedByEnd))
                }
            case .field(let other): found = part(other, mapping, among: count)
            case nil: return count > 1 ? nil : missing([field.name], mapping)
            }
        }
        if !field.empties.isEmpty { found = found.map { .blanked($0, field.empties.map { ShortWord($0) }) } }
        guard let condition = field.condition, let inner = found else { return found }
        return part(condition.field, mapping, among: count).map {
            .filtered(inner, by: $0, condition.words.map { ShortWord($0) })
        }
    }

    /// As written first; then without regard to capitals, accents, blanks and punctuation.
    private func spelling(_ names: [String]) -> Int? {
        for name in names { if let index = header.names.firstIndex(of: name) { return index } }
        for name in names { if let index = folded.firstIndex(of: HeaderSpelling.folded(name)) { return index } }
        return nil
    }

    private mutating func part(at index: Int, _ mapping: ColumnMapping) -> CellPart {
        used.insert(index)
        let name = header.names[index]
        let same = header.names.count { $0 == name }
        if same > 1 {
            findings.append(
                Finding(
                    "duplicate-column", .error, "\(header.file.name) has \(same) columns named \"\(name)\"",
                    place: mapping.place, remedy: "rename all but one of them in the extract"))
        }
        return .field(index)
    }

    // MARK: What isn't there

    private mutating func missing(_ names: [String], _ mapping: ColumnMapping) -> CellPart? {
        if mapping.isLenient, !needed.contains(mapping.column) { return nil }
        let fields = names.compactMap { name in source.fields.first { $0.name == name } }
        if fields.isEmpty, names.count == 1 {
            missing(names[0], at: mapping.place)
        } else {
            missing(mapping, fields, fields.isEmpty ? names : fields.flatMap(\.spellings))
        }
        return nil
    }

    private mutating func missing(_ mapping: ColumnMapping, _ fields: [ExtractField], _ spellings: [String]) {
        if header.names.count == 1, header.otherDelimiter != nil { return missing("", at: mapping.place) }
        // A field that several columns are made of is missing once.
        if let field = fields.first, !missingFields.insert(field.name).inserted { return }
        let shown = spellings.prefix(6).map { "\"\($0)\"" }.joined(separator: ", ") + (spellings.count > 6 ? ", …" : "")
        let what = fields.first.map { "the field \"\($0.name)\" (\(mapping.column))" } ?? mapping.column
        findings.append(
            Finding(
                "missing-column", .error, "no column of \(header.file.name) is known for \(what)", place: mapping.place,
                remedy: fields.first.map {
                    "it was looked for as \(shown); add the extract's header: fields: { \($0.name): [HEADER] }; "
                        + "its columns are: \(header.names.joined(separator: ", "))"
                } ?? "it was looked for as \(shown); its columns are: \(header.names.joined(separator: ", "))"))
    }

    mutating func missing(_ name: String, at place: Place) {
        if let what = header.table?.unreadable[name] {
            findings.append(
                Finding(
                    "unreadable-column", .error, "\"\(name)\" of \(header.file.name) is \(what), which is not read", place: place,
                    remedy: "have the extract written with a value of its own for it"))
            return
        }
        if header.names.count == 1, let other = header.otherDelimiter {
            findings.append(
                Finding(
                    "missing-column", .error,
                    "the header of \(header.file.name) has 1 column; it contains \"\(other.mark)\" "
                        + (other.count == 1 ? "1 time" : "\(other.count) times"),
                    place: source.place, remedy: "is the delimiter \"\(other.mark)\"?"))
            return
        }
        let remedy =
            NearestName.of(name, among: header.names).map { "did you mean \"\($0)\"?" }
            ?? "its columns are: \(header.names.joined(separator: ", "))"
        findings.append(
            Finding(
                "missing-column", .error, "there is no column \"\(name)\" in \(header.file.name)", place: place,
                remedy: remedy))
    }
}

extension ExtractHeader {
    var otherDelimiter: (mark: String, count: Int)? {
        let marks = [(";", ";"), (",", ","), ("\t", "\\t"), ("|", "|")]
        let counts = marks.map { mark in
            (mark: mark.1, count: line.filter { String($0) == mark.0 }.count)
        }
        return counts.filter { $0.count > 0 }.max { $0.count < $1.count }
    }
}

extension ColumnMapping {
    var isJoined: Bool { if case .joined = rule { true } else { false } }
}
