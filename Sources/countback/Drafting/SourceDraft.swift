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
    private let table: SampleTable
    /// The headers that are read.
    private var read: Set<String> = []

    /// nil where the file is no table that could be drafted from.
    init?(file: String, shown: String, presets: [Preset]) throws {
        let text = try SampleText.read(file)
        let all = presets.filter { !$0.parts.isEmpty }
        func known(_ names: [String]) -> Int {
            all.flatMap { preset in LedgerRelation.all.compactMap { PresetMatch(preset, $0, headers: names)?.known.count } }.max() ?? 0
        }
        guard let table = SampleTable.find(in: text.lines, known: known) else { return nil }
        self.table = table
        if let match = PresetMatch.best(all, headers: table.names) {
            relation = match.relation.name
            recognised = "\(match.preset.name), by \(match.known.count) of its \(table.names.count) headers"
            draft(match, file, shown, text)
        } else if let match = PlainMatch(headers: table.names) {
            relation = match.relation.name
            recognised = "no preset; \(match.columns.count) columns of \(relation), by words in its headers"
            draft(match, file, shown, text)
        } else {
            return nil
        }
    }

    // MARK: With a preset

    private mutating func draft(_ match: PresetMatch, _ file: String, _ shown: String, _ text: SampleText) {
        add("# Recognised as \(recognised).")
        add("preset: \(match.preset.name)")
        add("file: \(quoted(shown))")
        let dates = match.relation.columns.filter { $0.type == .date }.flatMap { match.headers(of: $0.name) }
        let amounts = match.relation.columns.filter { $0.type == .money || $0.type == .rate }.flatMap { match.headers(of: $0.name) }
        read = Set(match.known.map { table.names[$0] })
        addFormat(text, dates: dates, amounts: amounts, file: file)
        guard match.relation.name == "items" else { return }
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

    private mutating func draft(_ match: PlainMatch, _ file: String, _ shown: String, _ text: SampleText) {
        add("# Recognised as \(recognised): check each.")
        add("file: \(quoted(shown))")
        func type(_ name: String) -> LedgerType? { match.relation.column(name)?.type }
        addFormat(
            text, dates: match.columns.filter { type($0.name) == .date }.map(\.index),
            amounts: match.columns.filter { type($0.name) == .money }.map(\.index), file: file)
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
        let all = table.column(id.index)
        if Set(all).count < all.count {
            add("  # ? \(all.count - Set(all).count) of \(all.count) values of \"\(table.names[id.index])\" are there twice; an id needs more columns: [A, B].")
        }
    }

    // MARK: Both

    private mutating func add(_ line: String) { lines.append(line) }

    private mutating func addFormat(_ text: SampleText, dates: [Int], amounts: [Int], file: String) {
        var format: [String] = []
        let isTabbed = file.lowercased().hasSuffix(".tsv") || file.lowercased().hasSuffix(".tsv.gz")
        if table.isList {
            format.append("layout: list    # lines between \"|\", under rules of dashes")
            let carried = table.carried.filter { read.contains($0) }
            if !carried.isEmpty {
                format.append("carry: { \(carried.map { "\(quoted($0)): \(quoted($0))" }.joined(separator: ", ")) }    # lines above the rows")
            }
        } else {
            if table.delimiter != (isTabbed ? "\t" : ",") {
                let word = SampleTable.delimiters.first { $0.mark == table.delimiter }?.word ?? ","
                format.append("delimiter: \(word == ";" || word == "," ? "\"\(word)\"" : word)    # the header has \(table.names.count - 1) of them")
            }
            if table.hasLooseQuotes { format.append("quote: none    # some cells have a quote inside") }
            if table.skip > 0 { format.append("skip: \(table.skip)    # the header is line \(table.skip + 1)") }
        }
        if text.encoding != "utf-8" { format.append("encoding: \(text.encoding)    # \(text.evidence)") }
        format += amountLines(amounts) + dateLines(dates)
        if format.isEmpty { return }
        add("format:")
        for line in format { add("  " + line) }
    }

    private func amountLines(_ columns: [Int]) -> [String] {
        let cells = columns.flatMap(table.column)
        guard !cells.isEmpty else { return [] }
        guard let amounts = WrittenAmounts(cells) else {
            return ["# ? the amounts are not all written in one way; \"\(cells[0])\" for one"]
        }
        var lines: [String] = amounts.odd.map { ["# ? \"\($0)\" among the amounts is written otherwise"] } ?? []
        let question = amounts.isAmbiguous ? "? could be otherwise: " : ""
        if amounts.decimal != "." || amounts.isAmbiguous { lines.append("decimal: \"\(amounts.decimal)\"    # \(question)\"\(amounts.example)\"") }
        if let mark = amounts.thousands {
            lines.append("thousands: \(mark == " " ? "space" : "\"\(mark)\"")    # \"\(cells.first { $0.contains(mark) } ?? amounts.example)\"")
        }
        if amounts.hasTrailingMinus { lines.append("trailing_minus: true    # \"\(cells.first { $0.hasSuffix("-") } ?? "")\"") }
        if amounts.hasParentheses { lines.append("parentheses: true    # \"\(cells.first { $0.hasPrefix("(") } ?? "")\"") }
        return lines
    }

    private func dateLines(_ columns: [Int]) -> [String] {
        guard let dates = WrittenDates(columns.flatMap(table.column)) else { return [] }
        guard let format = dates.formats.first else {
            return ["# ? the dates are not all written in one way; \"\(dates.example)\" for one"]
        }
        let odd = dates.odd.map { ["# ? \"\($0)\" among the dates is none"] } ?? []
        if dates.isAmbiguous {
            let others = dates.formats.dropFirst().map { "\"\($0)\"" }.joined(separator: " or ")
            return odd + ["dates: \"\(format)\"    # ? \"\(dates.example)\" could be \(others) as well"]
        }
        return format == "%Y-%m-%d" ? odd : odd + ["dates: \"\(format)\"    # \"\(dates.example)\""]
    }

    private mutating func note(postings columns: [Int], currency: [Int]) {
        let cells = columns.first.map(table.column) ?? []
        if let pattern = WrittenDates(cells)?.formats.first, let format = DateFormat(pattern) {
            let days = cells.compactMap { cell -> Int32? in
                var bytes = Array(cell.utf8) + Array(repeating: 0, count: 32)
                let day = bytes.withUnsafeMutableBufferPointer { buffer in
                    buffer.baseAddress.map { format.read($0, cell.utf8.count) } ?? DateFormat.bad
                }
                return day > DateFormat.bad ? day : nil
            }
            if let first = days.min(), let last = days.max() {
                postings = CivilDate(daysSinceEpoch: first)...CivilDate(daysSinceEpoch: last)
            }
        }
        var counts: [String: Int] = [:]
        for code in currency.first.map(table.column) ?? [] where CurrencyCode.isWellFormed(code) { counts[code, default: 0] += 1 }
        let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        let isWhole = counts.values.reduce(0, +) == table.rows.count
        // Where some rows say one and others don't, those others are of another one: the company's own.
        self.currency = isWhole || most == nil ? most : ["EUR", "USD", "GBP"].first { counts[$0] == nil }
        hasCurrency = !counts.isEmpty && counts.values.reduce(0, +) == table.rows.count
    }

    private func quoted(_ text: String) -> String {
        let isPlain = text.first.map { $0.isLetter } ?? false && text.allSatisfy { $0.isLetter || $0.isNumber || " ._-/()".contains($0) }
        let isWord = ["yes", "no", "true", "false", "null", "on", "off", "y", "n"].contains(text.lowercased())
        return isPlain && !isWord ? text : "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

extension String {
    fileprivate var spaced: String { replacing("_", with: " ") }
}
