internal import Definitions
internal import Foundation
internal import Model

/// One extract's part of a drafted ledger definition: YAML lines with the evidence behind each declaration, and
/// questions where there is none.
struct SourceDraft {
    let relation: String
    /// Without indentation.
    private(set) var lines: [String] = []
    /// Whether every row may have a currency of its own.
    private(set) var hasCurrency = true
    /// The currency that its rows have most; nil where none says one.
    private(set) var currency: String?
    private(set) var postings: ClosedRange<CivilDate>?
    /// What it was recognised as.
    let recognised: String
    /// How dates are written that are text.
    var dateFormat: String?
    let group: ExtractGroup
    var table: SampleTable { group.table }
    /// The headers that are read.
    private(set) var read: Set<String> = []

    /// nil where nothing says what the columns are.
    init?(_ group: ExtractGroup, shown: String, presets: [Preset]) {
        self.group = group
        let names = group.table.names
        let count = names.count { !$0.isEmpty }
        if let match = PresetMatch.best(presets, headers: names) {
            relation = match.relation.name
            recognised = "\(match.preset.name), by \(match.known.count) of its \(count) headers"
            draft(match, shown)
        } else if let match = PlainMatch(headers: names) {
            relation = match.relation.name
            recognised = "no preset; \(match.columns.count) columns of \(relation), by words in its headers"
            draft(match, shown)
        } else {
            return nil
        }
    }

    // MARK: With a preset

    private mutating func draft(_ match: PresetMatch, _ shown: String) {
        add("# Recognised as \(recognised).")
        add("preset: \(match.preset.name)")
        addFile(shown)
        let dates = match.relation.columns.filter { $0.type == .date }.flatMap { match.headers(of: $0.name) }
        let amounts = match.part.columns.filter { $0.type == .money || $0.type == .rate }.flatMap { match.headers(of: $0.column) }
        read = Set(match.known.map { table.names[$0] })
        addFormat(dates: dates, amounts: amounts)
        guard match.relation.name == "items" else { return }
        let ids = match.idFields.flatMap(match.index)
        addRepeats(ids.isEmpty ? match.headers(of: "item_id") : ids)
        addNumbers((ids.isEmpty ? match.headers(of: "item_id") : ids) + match.headers(of: "customer_id"))
        note(postings: match.headers(of: "posted_on"), currency: match.headers(of: "currency"))
        for field in match.part.fields where match.found[field.name] == nil && match.idFields.contains(field.name) {
            if field.isOptional {
                add("# ? No column says the \(field.name.spaced), so ids are made without it. If there is one for all rows, state it:")
                add("#   fields: { \(field.name): { value: \"…\" } }")
            } else if case .fiscalYear(let date, _, _) = field.fallback, match.found[date] != nil {
                add("# ? No column says the fiscal year, so it is the calendar year of the \(date.spaced). If it starts in another month:")
                add("#   fields: { \(field.name): { year_of: \(date), starts: 4, named_by: start } }")
            }
        }
        let unknown = match.unknownKinds(table)
        if !unknown.isEmpty {
            let words = unknown.prefix(8).map { "\($0.word) (\($0.rows.counted("row")))" }.joined(separator: ", ")
            add("# ? The preset doesn't know these types, and rejects their rows: \(words). Say what they are:")
            add("#   columns: { kind: { add: { \(unknown[0].word): invoice } } }    # or credit_note, receipt, adjustment")
        }
        let left = table.names.indices.filter { !match.known.contains($0) && !table.names[$0].isEmpty && !table.carried.contains(table.names[$0]) }.map { "\"\(table.names[$0])\"" }
        if !left.isEmpty { add("# \(match.part.keepsOthers ? "Kept as extra columns" : "Not read"): \(left.joined(separator: ", ")).") }
    }

    // MARK: By words

    private mutating func draft(_ match: PlainMatch, _ shown: String) {
        add("# Recognised as \(recognised): check each.")
        addFile(shown)
        func type(_ name: String) -> LedgerType? { match.relation.column(name)?.type }
        addFormat(
            dates: match.columns.filter { type($0.name) == .date }.map(\.index),
            amounts: match.columns.filter { type($0.name) == .money }.map(\.index))
        let ids = match.columns.filter { $0.name == "item_id" }.map(\.index)
        addRepeats(ids)
        addNumbers(ids + match.columns.filter { $0.name == "customer_id" }.map(\.index))
        add("columns:")
        for column in match.relation.columns {
            guard let found = match.columns.first(where: { $0.name == column.name }) else { continue }
            if column.name == "kind" { continue }
            let shown = table.column(found.index).first.map { "    # \"\($0)\"" } ?? "    # ? empty in all rows looked at"
            add("  \(column.name): \(quoted(table.names[found.index]))\(shown)")
        }
        if match.relation.name == "items" {
            addKind(match)
            if !match.columns.contains(where: { $0.name == "customer_id" }) {
                add("  customer_id: { value: unknown }    # ? no column names the customer")
            }
            addIdentity(match)
            note(
                postings: match.columns.filter { $0.name == "posted_on" }.map(\.index),
                currency: match.columns.filter { $0.name == "currency" }.map(\.index))
        }
        if !match.others.isEmpty { add("  # Extra columns, for groups and filters; leave out what nobody needs.") }
        for other in match.others { add("  \(other.name): { from: \(quoted(table.names[other.index])), type: text }") }
    }

    private mutating func addKind(_ match: PlainMatch) {
        guard let found = match.columns.first(where: { $0.name == "kind" }) else {
            add("  kind: { value: invoice }    # ? no column says what a row is; are there credits or payments among them?")
            return
        }
        var counts: [String: Int] = [:]
        for word in table.column(found.index) { counts[word, default: 0] += 1 }
        add("  kind:")
        add("    from: \(quoted(table.names[found.index]))")
        add("    map:    # ? what is each of them: invoice, credit_note, receipt, adjustment?")
        for (word, rows) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(20) {
            add("      \(quoted(word)): \(Self.kind(word))    # \(rows.counted("row"))")
        }
    }

    private static func kind(_ word: String) -> String {
        let folded = HeaderSpelling.folded(word)
        let has = { (words: [String]) in words.contains { folded.contains($0) } }
        if has(["credit", "gutschrift", "abono", "avoir", "cm"]) { return "credit_note" }
        if has(["payment", "receipt", "zahlung", "pago", "cobro", "paiement", "reglement", "cash"]) { return "receipt" }
        if has(["adjust", "writeoff", "korrektur", "ajuste", "ajustement"]) { return "adjustment" }
        return "invoice"
    }

    private mutating func addIdentity(_ match: PlainMatch) {
        guard let id = match.columns.first(where: { $0.name == "item_id" }) else { return }
        // What several files repeat is asked of them.
        let all = zip(table.rows, group.fileOfRow).filter { $1 == 0 }.map { $0.0[id.index] }.filter { !$0.isEmpty }
        if Set(all).count < all.count {
            add("  # ? \(all.count - Set(all).count) of \(all.count) values of \"\(table.names[id.index])\" are there twice; an id needs more columns: [A, B].")
        }
    }

    // MARK: Both

    mutating func add(_ line: String) { lines.append(line) }

    private mutating func note(postings columns: [Int], currency: [Int]) {
        var days = columns.first.map(table.days) ?? []
        let cells = columns.first.map(table.written) ?? []
        if let format = dateFormat.flatMap({ DateFormat($0) }) {
            days += cells.compactMap { cell in
                var bytes = Array(cell.utf8) + Array(repeating: 0, count: 32)
                let day = bytes.withUnsafeMutableBufferPointer { buffer in
                    buffer.baseAddress.map { format.read($0, cell.utf8.count) } ?? DateFormat.bad
                }
                return day > DateFormat.bad ? CivilDate(daysSinceEpoch: day) : nil
            }
        }
        if let first = days.min(), let last = days.max() { postings = first...last }
        var counts: [String: Int] = [:]
        for code in currency.first.map(table.column) ?? [] where CurrencyCode.isWellFormed(code) { counts[code, default: 0] += 1 }
        let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        let isWhole = counts.values.reduce(0, +) == table.rows.count
        // Where some rows say one and others don't, those others are of another one: the company's own.
        self.currency = isWhole || most == nil ? most : ["EUR", "USD", "GBP"].first { counts[$0] == nil }
        hasCurrency = !counts.isEmpty && counts.values.reduce(0, +) == table.rows.count
    }

    func quoted(_ text: String) -> String {
        let isPlain = text.first.map { $0.isLetter } ?? false && text.allSatisfy { $0.isLetter || $0.isNumber || " ._-/()".contains($0) }
        let isWord = ["yes", "no", "true", "false", "null", "on", "off", "y", "n"].contains(text.lowercased())
        return isPlain && !isWord ? text : "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

extension String {
    fileprivate var spaced: String { replacing("_", with: " ") }
}
