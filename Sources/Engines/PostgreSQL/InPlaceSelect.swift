internal import Model

/// The SELECT with which PostgreSQL reads a source where it lies: the ledger's columns, and of odd rows all their text.
///
/// Inside out: the rows with their numbers; the values that the rules give; whether a row is odd. `OFFSET 0` keeps the
/// planner from working out a value wherever it is named.
struct InPlaceSelect {
    let source: InPlaceSource
    /// `"public"."items"`, or a query in brackets with its name.
    let relation: String
    /// Values of the identity whose rows all count as odd.
    let suspects: String?
    /// Whether the server sees to it that no value of the identity's column is there twice.
    let isUnique: Bool
    /// Whether the server can make a fingerprint of a row without writing it as text.
    let hashesRows: Bool
    /// What is added to a row's number for the column of running numbers; nil without one.
    let offset: Int?

    /// Columns of the table behind the ledger's.
    static let number = "__row"
    static let text = "__text"
    static let hash = "__hash"
    static let size = "__size"

    /// The columns of the table that it fills, with their types.
    func columns(numbered: String?) -> [String] {
        source.rules.map { "\(PostgreSQLSession.quoted($0.name)) \(Self.type($0.type))" }
            + (numbered.map { ["\(PostgreSQLSession.quoted($0)) bigint"] } ?? [])
            + ["\(Self.number) bigint", "\(Self.text) text[]", "\(Self.hash) bigint", "\(Self.size) integer"]
    }

    var sql: String {
        let read = source.columns.enumerated().map { "\(PostgreSQLSession.quoted($1.name)) AS c\($0)" }
        let all = source.columns.indices.map { "c\($0)" }
        let values = source.rules.enumerated().map { "\(value($1)) AS v\($0)" }
        let shown = source.rules.indices.map(shown) + (offset.map { ["n + \($0)"] } ?? []) + ["n"]
        return """
            SELECT \(shown.joined(separator: ", ")),
              CASE WHEN is_odd THEN ARRAY[\(all.map { "\($0)::text" }.joined(separator: ", "))] END,
              \(hashesRows ? Self.rowHash : "hashtextextended(whole::text COLLATE \"C\", 0)"), pg_column_size(whole)
            FROM (
              SELECT o.*, COALESCE(\(oddities.joined(separator: "\n    OR ")), true) AS is_odd
              FROM (
                SELECT r.*, ROW(\(hashed.joined(separator: ", "))) AS whole,
                  \(values.joined(separator: ",\n      "))
                FROM (SELECT row_number() OVER () AS n, \(read.joined(separator: ", "))\nFROM \(relation)) AS r
                OFFSET 0
              ) AS o
            ) AS s
            """
    }

    // A row's hash is a weighted sum of its columns': added up as it is, it wouldn't see values change places.
    private static let rowHash = "hashint8extended(hash_record_extended(whole, 0), 0)"

    /// Text may be of a type that has no hash of its own.
    private var hashed: [String] {
        source.columns.enumerated().map { $1.kind == .text ? "c\($0)::text COLLATE \"C\"" : "c\($0)" }
    }

    // MARK: Values

    private static func type(_ type: LedgerType) -> String {
        switch type {
        case .text: "text COLLATE \"C\""
        case .date: "date"
        case .integer: "bigint"
        case .money, .rate: "numeric(\(type.precision),\(type.scale))"
        }
    }

    private func value(_ rule: InPlaceSource.Rule) -> String {
        switch rule.check {
        case .text, .currency, .receiptClass: text(rule.value)
        case .date: typed(rule.value, day, "date")
        case .number(let digits, let decimals):
            typed(rule.value, { number($0, digits, decimals) }, Self.type(rule.type))
        }
    }

    private func text(_ value: InPlaceSource.Value) -> String {
        switch value {
        case .absent: return "NULL::text"
        case .column(let index): return cell(index)
        case .constant(let text): return Self.nothingIfEmpty(text)
        case .mapped(let index, let words, let fallback):
            let cases = words.sorted { $0.key < $1.key }.map {
                "WHEN \(PostgreSQLSession.literal($0.key)) THEN \(Self.nothingIfEmpty($0.value))"
            }
            let other = fallback.map(Self.nothingIfEmpty) ?? "NULL"
            return cases.isEmpty ? "\(other)::text" : "CASE COALESCE(\(cell(index)), '') \(cases.joined(separator: " ")) ELSE \(other) END"
        case .joined(let parts, let needsAll):
            let texts = parts.map(part)
            if needsAll { return texts.joined(separator: " || '/' || ") }
            return "CASE WHEN COALESCE(\((texts + ["NULL"]).joined(separator: ", "))) IS NOT NULL THEN "
                + texts.map { "COALESCE(\($0), '')" }.joined(separator: " || '/' || ") + " END"
        case .firstOf(let fields): return "COALESCE(\(fields.map(cell).joined(separator: ", ")))"
        case .negated, .indicated: return "NULL::text"
        }
    }

    private func part(_ part: InPlaceSource.Part) -> String {
        switch part {
        case .column(let index): cell(index)
        case .constant(let text): Self.nothingIfEmpty(text)
        }
    }

    /// Without the blanks around it, and NULL where nothing is left.
    private func cell(_ index: Int) -> String {
        let written = "c\(index)::text COLLATE \"C\""
        switch source.columns[index].kind {
        case .number: return source.decimal == "." ? "(\(written))" : "replace(\(written), '.', \(PostgreSQLSession.literal(String(source.decimal))))"
        case .boolean: return "(\(written))"
        default: return "NULLIF(btrim(\(written), E' \\t\\n\\x0b\\f\\r'), '')"
        }
    }

    private func typed(_ value: InPlaceSource.Value, _ read: (Int) -> String, _ type: String) -> String {
        switch value {
        case .column(let index): return read(index)
        case .firstOf(let fields): return "COALESCE(\(fields.map(read).joined(separator: ", ")))"
        case .negated(let index): return "-\(read(index))"
        case .indicated(let index, let by, let credits, let debits):
            let plain = debits.isEmpty ? "TRUE" : "\(cell(by)) IN (\(Self.list(debits)))"
            let credit = credits.isEmpty ? "" : "WHEN \(cell(by)) IN (\(Self.list(credits))) THEN -abs(\(read(index))) "
            return "CASE WHEN \(cell(by)) IS NULL THEN \(read(index)) \(credit)WHEN \(plain) THEN \(read(index)) END"
        default: return "NULL::\(type)"
        }
    }

    private func day(_ index: Int) -> String { "CASE WHEN \(isDay(index)) THEN c\(index)::date END" }

    private func isDay(_ index: Int) -> String { "c\(index)::date BETWEEN '0001-01-01' AND '9999-12-31'" }

    private func number(_ index: Int, _ digits: Int, _ decimals: Int) -> String {
        "CASE WHEN \(isNumber(index, digits, decimals)) THEN c\(index)::numeric(\(digits + decimals),\(decimals)) END"
    }

    /// NaN and infinity are beyond every bound.
    private func isNumber(_ index: Int, _ digits: Int, _ decimals: Int) -> String {
        let bound = "1" + String(repeating: "0", count: digits)
        return "c\(index)::numeric > -\(bound) AND c\(index)::numeric < \(bound) AND round(c\(index)::numeric, \(decimals)) = c\(index)::numeric"
    }

    private func shown(_ index: Int) -> String {
        switch source.rules[index].check {
        case .currency(let code?): return "COALESCE(v\(index), \(PostgreSQLSession.literal(code)))"
        case .receiptClass:
            guard let items = source.items else { return "v\(index)" }
            return "CASE WHEN v\(items.kind) = 'receipt' THEN COALESCE(v\(index), CASE WHEN v\(items.customer) IS NULL THEN 'unidentified' ELSE 'unapplied' END) END"
        default: return "v\(index)"
        }
    }

    // MARK: What is odd

    private var oddities: [String] {
        var odd = source.rules.indices.flatMap(oddities)
        if let items = source.items { odd.append("(v\(items.customer) IS NULL AND v\(items.kind) <> 'receipt')") }
        if isUnique, let identity = source.identity, case .column(let index) = source.rules[identity].value,
            source.columns[index].kind == .text
        {
            odd.append("v\(identity) <> c\(index)::text")
        }
        if let identity = source.identity, let suspects { odd.append("v\(identity) IN (SELECT id FROM \(suspects))") }
        return odd.isEmpty ? ["false"] : odd
    }

    private func oddities(_ index: Int) -> [String] {
        let rule = source.rules[index]
        var odd: [String] = []
        switch rule.check {
        case .text(let words), .receiptClass(let words):
            if rule.isRequired { odd.append("v\(index) IS NULL") }
            if !words.isEmpty { odd.append("(v\(index) IS NOT NULL AND v\(index) NOT IN (\(Self.list(words))))") }
        case .currency(let code):
            if rule.isRequired, code == nil { odd.append("v\(index) IS NULL") }
            odd.append("(v\(index) IS NOT NULL AND v\(index) !~ '^[A-Z]{3}$')")
        case .date:
            if rule.isRequired { odd.append("v\(index) IS NULL") }
            odd += fields(rule.value).map { "(c\($0) IS NOT NULL AND NOT (\(isDay($0))))" }
        case .number(let digits, let decimals):
            if rule.isRequired { odd.append("v\(index) IS NULL") }
            if rule.isPositive { odd.append("(v\(index) IS NOT NULL AND v\(index) <= 0)") }
            odd += fields(rule.value).map { "(c\($0) IS NOT NULL AND NOT (\(isNumber($0, digits, decimals))))" }
        }
        return odd + oddities(of: rule.value, index)
    }

    private func oddities(of value: InPlaceSource.Value, _ index: Int) -> [String] {
        switch value {
        case .mapped(let field, let words, nil):
            let known = words.isEmpty ? "" : " AND \(cell(field)) NOT IN (\(Self.list(words.keys.sorted())))"
            return ["(\(cell(field)) IS NOT NULL\(known))"]
        case .joined(let parts, true):
            let some = (parts.map(part) + ["NULL"]).joined(separator: ", ")
            return ["(v\(index) IS NULL AND COALESCE(\(some)) IS NOT NULL)"]
        case .indicated(let field, let by, let credits, let debits):
            let negative = "(c\(field)::numeric < 0 AND \(cell(by)) IN (\(Self.list(debits))))"
            let unknown = "(\(cell(by)) IS NOT NULL AND \(cell(by)) NOT IN (\(Self.list(credits + debits))))"
            return debits.isEmpty ? [] : [negative, unknown]
        default: return []
        }
    }

    private func fields(_ value: InPlaceSource.Value) -> [Int] {
        switch value {
        case .column(let index), .negated(let index), .indicated(let index, _, _, _): [index]
        case .firstOf(let fields): fields
        default: []
        }
    }

    private static func nothingIfEmpty(_ text: String) -> String { text.isEmpty ? "NULL::text" : PostgreSQLSession.literal(text) }
    private static func list(_ words: [String]) -> String { words.map(PostgreSQLSession.literal).joined(separator: ", ") }
}
